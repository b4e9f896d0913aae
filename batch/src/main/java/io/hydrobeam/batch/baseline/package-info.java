/** The command baseline: learns what is normal for a rig, from stored rows or measurements. */
package io.hydrobeam.batch.baseline;
