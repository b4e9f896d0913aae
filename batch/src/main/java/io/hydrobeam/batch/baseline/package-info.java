/**
 * Command {@code baseline}: learns the normal behavior of a rig from stored rows or measurements.
 */
package io.hydrobeam.batch.baseline;
