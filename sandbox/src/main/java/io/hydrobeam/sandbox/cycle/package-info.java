/** Cycles of samples to play, from measurements or a simulator. */
package io.hydrobeam.sandbox.cycle;
