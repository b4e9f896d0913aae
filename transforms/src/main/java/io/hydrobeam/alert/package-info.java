/**
 * Alerts on findings that last: raised, changed and cleared, with hysteresis, and carried over a
 * restart. {@link io.hydrobeam.alert.DetectAnomalies} is the stateful step of the graph; {@link
 * io.hydrobeam.alert.RigWatch} is its state for one rig.
 */
package io.hydrobeam.alert;
