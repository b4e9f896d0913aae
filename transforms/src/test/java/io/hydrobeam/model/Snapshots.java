package io.hydrobeam.model;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Snapshots for tests. */
public final class Snapshots {
  public static final String RIG = "rig-1";
  public static final int CYCLE = 3;
  public static final long START = 1_762_612_245_000L;

  private Snapshots() {}

  /** A sensor with one figure for average, least and greatest value and without deviation. */
  public static Statistics steady(long count, double value) {
    return new Statistics(count, value, value, value, 0);
  }

  /** A second in which each sensor sent what its rate promises, steadily at its ordinal plus 1. */
  public static RigSnapshot full() {
    return with(sensors -> {});
  }

  /** The full second after a change to its sensors. */
  public static RigSnapshot with(Consumer<Map<Sensor, Statistics>> change) {
    return lasting(1_000, change);
  }

  /** The same over another length of window; the counts stay those of a second. */
  public static RigSnapshot lasting(long millis, Consumer<Map<Sensor, Statistics>> change) {
    var sensors = new EnumMap<Sensor, Statistics>(Sensor.class);
    Sensor.all().forEach(s -> sensors.put(s, steady(s.hertz(), s.ordinal() + 1)));
    change.accept(sensors);
    return new RigSnapshot(RIG, CYCLE, START, START + millis, 0, sensors);
  }
}
