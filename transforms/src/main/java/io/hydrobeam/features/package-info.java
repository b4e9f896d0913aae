/** Features of a row, derived from the sensors of one window. */
package io.hydrobeam.features;
