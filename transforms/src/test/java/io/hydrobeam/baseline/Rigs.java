package io.hydrobeam.baseline;

import io.hydrobeam.features.Features;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A rig for tests: each sensor follows a wave over the cycle, with noise that is the same always.
 */
public final class Rigs {
  public static final RigConfig RIG = RigConfig.standard();
  public static final long START = 1_762_612_200_000L;

  private Rigs() {}

  /** By how much a sensor's value in a second is changed. */
  public interface Fault {
    Fault NONE = (sensor, second) -> 0;

    double of(Sensor sensor, int second);
  }

  public static double wave(Sensor sensor, int second) {
    return 50 + sensor.ordinal() + 10 * Math.sin(2 * Math.PI * second / CycleTrace.SECONDS);
  }

  /** The 60 rows of a cycle; the number is its seed, too. */
  public static List<FeatureVector> rows(int cycle, Fault fault) {
    var random = new Random(cycle);
    double common = random.nextGaussian();
    var rows = new ArrayList<FeatureVector>();
    for (int second = 0; second < CycleTrace.SECONDS; second++) {
      var sensors = new EnumMap<Sensor, Statistics>(Sensor.class);
      for (Sensor sensor : Sensor.all()) {
        double value =
            wave(sensor, second)
                + common * 0.3
                + 0.2 * random.nextGaussian()
                + fault.of(sensor, second);
        double swing = sensor.hertz() > 1 ? 1 + 0.1 * random.nextDouble() : 0;
        sensors.put(
            sensor, new Statistics(sensor.hertz(), value, value - swing, value + swing, swing));
      }
      rows.add(row(cycle, second, sensors));
    }
    return rows;
  }

  public static FeatureVector row(int cycle, int second, Map<Sensor, Statistics> sensors) {
    long start = START + (cycle * 60L + second) * 1_000;
    return Features.of(new RigSnapshot("rig-1", cycle, start, start + 1_000, 0, sensors), RIG);
  }

  public static CycleTrace cycle(int number, Fault fault) {
    return CycleTrace.of(rows(number, fault));
  }

  public static List<CycleTrace> cycles(int from, int count, Fault fault) {
    var cycles = new ArrayList<CycleTrace>();
    for (int i = from; i < from + count; i++) {
      cycles.add(cycle(i, fault));
    }
    return cycles;
  }

  public static Map<Sensor, Double> rates() {
    var rates = new EnumMap<Sensor, Double>(Sensor.class);
    Sensor.all().forEach(sensor -> rates.put(sensor, (double) sensor.hertz()));
    return rates;
  }

  public static Baseline baseline(int cycles) {
    return Learning.learn("test", cycles(0, cycles, Fault.NONE), rates(), null);
  }

  /** Labelled cycles: two conditions for each component, one of them worse. */
  public static Map<Condition, List<CycleTrace>> labelled() {
    return Map.of(
        Condition.of(100, 100, 0, 130), cycles(100, 8, Fault.NONE),
        Condition.of(3, 100, 0, 130), cycles(200, 8, Rigs::warm),
        Condition.of(100, 100, 2, 130), cycles(300, 8, Rigs::leaking));
  }

  public static double warm(Sensor sensor, int second) {
    return sensor.quantity() == Sensor.Quantity.TEMPERATURE ? 4 : 0;
  }

  public static double leaking(Sensor sensor, int second) {
    return sensor == Sensor.FS1 || sensor == Sensor.SE ? -2 : 0;
  }
}
