package io.hydrobeam.sandbox.simulator;

import static io.hydrobeam.sandbox.simulator.Wear.pick;

import io.hydrobeam.model.Component;
import io.hydrobeam.model.Sensor;

/**
 * Slow circuit of a rig, without noise: temperatures, cooling, filter and vibration. A worn cooler
 * heats the oil by up to twenty degrees. The load appears as a slow wave of a fraction of a degree.
 */
final class CoolingCircuit {
  private CoolingCircuit() {}

  /** Returns the value of a sensor at a time of the cycle, in seconds. */
  static double value(Sensor sensor, Wear wear, double seconds) {
    double leaking = pick(Component.PUMP, wear.pump(), 0, 1, 2);
    return switch (sensor) {
      case PS4 -> cooler(wear, 10.06, 9.28, 8.72) + 0.055 * leaking;
      case PS5 -> cooler(wear, 9.83, 9.06, 8.50) + 0.055 * leaking;
      case PS6 -> cooler(wear, 9.72, 8.98, 8.44) + 0.05 * leaking;
      case FS2 -> cooler(wear, 10.17, 9.66, 9.16) + 0.025 * leaking;
      case TS1 -> cooler(wear, 36.0, 45.5, 54.7) - 0.28 * leaking + wave(0.23, 41, seconds);
      case TS2 -> cooler(wear, 41.6, 50.5, 59.4) - 0.30 * leaking + wave(0.09, 42, seconds);
      case TS3 -> cooler(wear, 38.85, 47.8, 56.3) - 0.27 * leaking + wave(0.06, 22, seconds);
      case TS4 -> cooler(wear, 30.94, 41.0, 49.7) - 0.27 * leaking + wave(0.03, 38, seconds);
      case CE -> cooler(wear, 47.5, 28.0, 20.6) + wave(0.35, 21, seconds);
      case CP -> cooler(wear, 2.17, 1.76, 1.62) + wave(0.025, 21, seconds);
      case VS1 -> cooler(wear, 0.54, 0.60, 0.65) + (seconds < LoadCycle.VALVE_OPENS ? 0.03 : 0);
      default -> throw new IllegalArgumentException(sensor + " is not of the cooling circuit");
    };
  }

  private static double cooler(Wear wear, double full, double reduced, double failing) {
    return pick(Component.COOLER, wear.cooler(), full, reduced, failing);
  }

  private static double wave(double amplitude, double peak, double seconds) {
    return amplitude * Math.cos(2 * Math.PI * (seconds - peak) / 60);
  }
}
