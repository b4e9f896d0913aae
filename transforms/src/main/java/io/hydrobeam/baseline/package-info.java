/**
 * Normal behaviour of a rig, learned from cycles without faults: curves, relations between sensors,
 * and signatures of faults. Pure functions; {@link io.hydrobeam.baseline.Learning} is the entry.
 */
package io.hydrobeam.baseline;
