/** Simulated hydraulic rig with faults and wear. */
package io.hydrobeam.sandbox.simulator;
