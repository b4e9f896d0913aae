/** Moments of each sensor, rig, cycle and window, computed by CombinePerKey or in the reader. */
package io.hydrobeam.statistics;
