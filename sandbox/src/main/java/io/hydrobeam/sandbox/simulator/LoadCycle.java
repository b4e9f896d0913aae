package io.hydrobeam.sandbox.simulator;

/**
 * The load that the rig runs through in 60 s: first the pump works against a closed valve, then the
 * oil flows against a load that changes every ten seconds.
 */
final class LoadCycle {
  /** When the valve closes, in seconds from the cycle's start. */
  static final double VALVE_CLOSES = 0.08;

  /** When a valve without wear opens. */
  static final double VALVE_OPENS = 9.4;

  private static final double[] ENDS = {VALVE_OPENS, 19.05, 29.05, 39.05, 49.05, 60};
  private static final double[] PRESSURES = {191.45, 146.6, 156.45, 166.3, 156.45, 151.55};

  private LoadCycle() {}

  /** The pump pressure in bar that the rig strives for at a time of the cycle. */
  static double pressure(double seconds, double valveDelay) {
    if (seconds < VALVE_CLOSES) {
      return PRESSURES[PRESSURES.length - 1];
    }
    int phase = 0;
    while (phase < ENDS.length - 1 && seconds >= ENDS[phase] + (phase == 0 ? valveDelay : 0)) {
      phase++;
    }
    return PRESSURES[phase];
  }

  /** Whether oil flows to the load. */
  static boolean isOpen(double seconds, double valveDelay) {
    return seconds < VALVE_CLOSES || seconds >= VALVE_OPENS + valveDelay;
  }
}
