package io.hydrobeam.sandbox.simulator;

import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.cycle.Cycle;
import java.util.random.RandomGenerator;

/**
 * Model of all seventeen sensors of a rig with a given wear. Values without noise are computed
 * once. Each cycle adds the noise and the resolution of each sensor.
 */
final class RigModel {
  private final Wear wear;
  private final double[][] ideal = new double[Sensor.all().size()][];

  RigModel(Wear wear) {
    this.wear = wear;
    Hydraulics hydraulics = Hydraulics.of(wear);
    for (Sensor sensor : Sensor.all()) {
      ideal[sensor.ordinal()] = ideal(sensor, hydraulics);
    }
  }

  Wear wear() {
    return wear;
  }

  /** Returns the samples of one cycle, by the ordinal of the sensor. */
  double[][] cycle(RandomGenerator random) {
    double[][] samples = new double[ideal.length][];
    for (Sensor sensor : Sensor.all()) {
      double[] values = ideal[sensor.ordinal()].clone();
      double noise = noise(sensor);
      double resolution = resolution(sensor);
      for (int i = 0; i < values.length; i++) {
        // The sensor of a closed line reads zero, without noise.
        double value = values[i] < 0.02 ? 0 : values[i] + noise * random.nextGaussian();
        values[i] = Math.max(0, Math.rint(value * resolution) / resolution);
      }
      samples[sensor.ordinal()] = values;
    }
    return samples;
  }

  private double[] ideal(Sensor sensor, Hydraulics hydraulics) {
    return switch (sensor) {
      case PS1 -> hydraulics.ps1();
      case PS2 -> hydraulics.ps2();
      case PS3 -> hydraulics.ps3();
      case EPS1 -> hydraulics.eps1();
      case FS1 -> means(hydraulics.fs1(), Hydraulics.HERTZ / sensor.hertz());
      case SE -> efficiency(hydraulics);
      default -> cooling(sensor);
    };
  }

  private double[] cooling(Sensor sensor) {
    double[] values = new double[sensor.hertz() * Cycle.SECONDS];
    for (int i = 0; i < values.length; i++) {
      values[i] = CoolingCircuit.value(sensor, wear, (double) i / sensor.hertz());
    }
    return values;
  }

  /**
   * Returns the ratio of hydraulic power to motor power in percent, for each second averaged over
   * this and the previous second.
   */
  private static double[] efficiency(Hydraulics hydraulics) {
    double[] ratio = new double[hydraulics.ps1().length];
    for (int i = 0; i < ratio.length; i++) {
      double watts = hydraulics.fs1()[i] * hydraulics.ps2()[i] * 1000 / 600;
      ratio[i] = 100 * watts / hydraulics.eps1()[i];
    }
    double[] seconds = means(ratio, Hydraulics.HERTZ);
    double[] efficiency = new double[seconds.length];
    for (int s = 0; s < seconds.length; s++) {
      efficiency[s] = (seconds[s] + seconds[(s + seconds.length - 1) % seconds.length]) / 2;
    }
    return efficiency;
  }

  private static double[] means(double[] values, int of) {
    double[] means = new double[values.length / of];
    for (int i = 0; i < values.length; i++) {
      means[i / of] += values[i] / of;
    }
    return means;
  }

  private static double noise(Sensor sensor) {
    return switch (sensor) {
      case PS1, PS2 -> 0.05;
      case PS3 -> 0.06;
      case PS4, PS5, PS6 -> 0.02;
      case EPS1 -> 0.3;
      case FS1 -> 0.12;
      case FS2 -> 0.012;
      case TS1 -> 0.03;
      case TS2, TS3 -> 0.02;
      case TS4 -> 0.01;
      case VS1 -> 0.006;
      case CE -> 0.05;
      case CP -> 0.004;
      case SE -> 0.03;
    };
  }

  /** Returns the resolution of a sensor, in steps per unit. */
  private static double resolution(Sensor sensor) {
    return switch (sensor) {
      case EPS1 -> 5;
      case VS1, CP -> 1000;
      default -> 100;
    };
  }
}
