package io.hydrobeam.sandbox.simulator;

import static io.hydrobeam.sandbox.simulator.Wear.pick;

import io.hydrobeam.model.Component;

/**
 * Working circuit of a rig in one cycle, without noise, at 100 Hz. Pressures are in bar, flow is in
 * l/min, and motor power is in W. Pressures follow the load as first-order responses. A low
 * accumulator makes the response faster, and a worn valve opens late. A leaking pump loses flow and
 * increases power, and hot, thin oil lowers pressure and power.
 */
record Hydraulics(double[] ps1, double[] ps2, double[] ps3, double[] fs1, double[] eps1) {
  static final int HERTZ = 100;
  private static final double STEP = 1.0 / HERTZ;
  private static final double LOAD_DROP = 26;

  /** Returns the circuit in the steady state of a wear. */
  static Hydraulics of(Wear wear) {
    int samples = 60 * HERTZ;
    double[] ps1 = pressure(wear, samples);
    double[] ps2 = new double[samples];
    double[] ps3 = new double[samples];
    double[] fs1 = new double[samples];
    double[] eps1 = new double[samples];
    double delay = valveDelay(wear);
    double power = motorPower(wear, ps1[0]);
    for (int i = 0; i < samples; i++) {
      boolean open = LoadCycle.isOpen(i * STEP, delay);
      double slope = i == 0 ? 0 : (ps1[i] - ps1[i - 1]) / STEP;
      // After the valve has closed, the pressure drops within a tenth of a second.
      ps2[i] = open ? ps1[i] - LOAD_DROP : ps2[i - 1] * (1 - STEP / 0.05);
      fs1[i] = open ? flow(wear, ps1[i], slope) : 0;
      ps3[i] = 0.0947 * Math.pow(fs1[i], 1.55);
      power += (motorPower(wear, ps1[i]) - power) * STEP / 0.3;
      eps1[i] = power;
    }
    return new Hydraulics(ps1, ps2, ps3, fs1, eps1);
  }

  private static double[] pressure(Wear wear, int samples) {
    double[] pressure = new double[samples];
    double delay = valveDelay(wear);
    double offset =
        pick(Component.PUMP, wear.pump(), 0, -0.34, -0.54)
            + pick(Component.COOLER, wear.cooler(), 0, -2.3, -4.2);
    // The gas pressure determines the amount of oil that must flow before the pressure changes.
    double inertia = (wear.accumulator() - 90) / 40.0;
    double rise = 68 - 11 * inertia;
    double timeConstant = 0.245 + 0.055 * inertia;
    double value = LoadCycle.pressure(0, delay) + offset;
    for (int i = 0; i < samples; i++) {
      double change = (LoadCycle.pressure(i * STEP, delay) + offset - value) / timeConstant;
      value += Math.min(change, rise) * STEP;
      pressure[i] = value;
    }
    return pressure;
  }

  private static double flow(Wear wear, double pressure, double slope) {
    double leakage = pick(Component.PUMP, wear.pump(), 1, 0.973, 0.959);
    double heat = pick(Component.COOLER, wear.cooler(), 1, 0.996, 0.985);
    double steady = (7.94 - 0.0075 * (pressure - 146.6)) * leakage * heat;
    // The accumulator releases oil when the pressure falls and absorbs oil when the pressure rises.
    return Math.max(0, steady - slope * (slope < 0 ? 0.085 : 0.17));
  }

  private static double motorPower(Wear wear, double pressure) {
    double heat = pick(Component.COOLER, wear.cooler(), 0, -52, -83);
    double leakage = pick(Component.PUMP, wear.pump(), 0, 21, 50);
    return 2347 + 13.5 * (pressure - 146.6) + heat + leakage;
  }

  private static double valveDelay(Wear wear) {
    return pick(Component.VALVE, wear.valve(), 0, 0.065, 0.15, 0.24);
  }
}
