package io.hydrobeam.alert;

/**
 * Tells the watch of a rig that time has gone on without it.
 *
 * @param timeMillis the time of the plant, epoch milliseconds
 * @param silentSinceMillis the end of the rig's last row, or the time from which on it is known to
 *     have sent none, epoch milliseconds
 */
record RigTick(long timeMillis, long silentSinceMillis) {}
