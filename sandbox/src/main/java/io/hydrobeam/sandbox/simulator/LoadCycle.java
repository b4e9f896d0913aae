package io.hydrobeam.sandbox.simulator;

/**
 * Load of the rig during the 60 s of a cycle. First the pump works against a closed valve. Then the
 * oil flows against a load that changes every ten seconds.
 */
final class LoadCycle {
  /** Closing time of the valve, in seconds from the start of the cycle. */
  static final double VALVE_CLOSES = 0.08;

  /** Opening time of a valve without wear, in seconds from the start of the cycle. */
  static final double VALVE_OPENS = 9.4;

  private static final double[] ENDS = {VALVE_OPENS, 19.05, 29.05, 39.05, 49.05, 60};
  private static final double[] PRESSURES = {191.45, 146.6, 156.45, 166.3, 156.45, 151.55};

  private LoadCycle() {}

  /** Returns the target pressure of the pump at a time of the cycle, in bar. */
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

  /** Returns true if oil flows to the load. */
  static boolean isOpen(double seconds, double valveDelay) {
    return seconds < VALVE_CLOSES || seconds >= VALVE_OPENS + valveDelay;
  }
}
