/** Moments of each sensor, rig, cycle and window, by CombinePerKey or summed up by a reader. */
package io.hydrobeam.statistics;
