package io.hydrobeam.baseline;

import static java.util.Objects.requireNonNull;

import io.hydrobeam.cycle.CycleRule;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * Values of all sensors in each second of one load cycle, as far as they are known: only complete
 * rows are taken in. Not safe for use by several threads.
 */
@DefaultCoder(CycleTraceCoder.class)
public final class CycleTrace {
  /** Seconds of a load cycle. */
  public static final int SECONDS = 60;

  /** The length of the windows that a cycle is cut into. */
  public static final long SECOND_MILLIS = 1_000;

  /** Milliseconds of a load cycle. */
  public static final long LENGTH_MILLIS = SECONDS * SECOND_MILLIS;

  private final String rig;
  private final int cycle;
  private final long startMillis;
  private final double[][] level = unknown();
  private final double[][] spread = unknown();

  /** Returns an empty cycle that begins with the window at this time. */
  public CycleTrace(String rig, int cycle, long startMillis) {
    this.rig = requireNonNull(rig, "rig");
    this.cycle = cycle;
    this.startMillis = startMillis;
  }

  /**
   * Cuts the rows of one rig and cycle number into cycles by {@link CycleRule}.
   *
   * @param rows at least one, in any order
   * @return the cycles in the order of time, each with its complete rows
   */
  public static List<CycleTrace> cyclesOf(Iterable<FeatureVector> rows) {
    var byStart = new TreeMap<Long, List<FeatureVector>>();
    for (FeatureVector row : rows) {
      byStart
          .computeIfAbsent(row.snapshot().windowStartMillis(), start -> new ArrayList<>())
          .add(row);
    }
    var cycles = new ArrayList<CycleTrace>();
    for (long start : CycleRule.starts(byStart.navigableKeySet(), LENGTH_MILLIS)) {
      RigSnapshot first = byStart.get(start).get(0).snapshot();
      var cycle = new CycleTrace(first.rig(), first.cycle(), start);
      byStart
          .subMap(start, true, start + LENGTH_MILLIS, true)
          .values()
          .forEach(window -> window.forEach(cycle::add));
      cycles.add(cycle);
    }
    return cycles;
  }

  /**
   * The cycle that the rows form.
   *
   * @param rows at least one, in any order, of one cycle
   * @throws IllegalArgumentException if there are no rows or rows of several cycles
   */
  public static CycleTrace of(Iterable<FeatureVector> rows) {
    List<CycleTrace> cycles = cyclesOf(rows);
    if (cycles.size() != 1) {
      throw new IllegalArgumentException("rows of " + cycles.size() + " cycles, not of one");
    }
    return cycles.get(0);
  }

  /** Returns the same cycle with an earlier beginning. */
  public CycleTrace startingAt(long earlierMillis) {
    var shifted = new CycleTrace(rig, cycle, earlierMillis);
    long by = (startMillis - earlierMillis) / SECOND_MILLIS;
    for (Sensor sensor : Sensor.all()) {
      for (int second = 0; second + by < SECONDS; second++) {
        shifted.set(sensor, (int) (second + by), level(sensor, second), spread(sensor, second));
      }
    }
    return shifted;
  }

  /**
   * The second of the cycle that a window is, from 0 on; below 0 for one before its start, 60 or
   * more for one past its end. What is farther away than an int can tell is an int's end.
   */
  public int second(RigSnapshot snapshot) {
    long second = Math.floorDiv(snapshot.windowStartMillis() - startMillis, SECOND_MILLIS);
    return (int) Math.max(Integer.MIN_VALUE, Math.min(second, Integer.MAX_VALUE));
  }

  /** Takes a row in, unless it is incomplete or not of the cycle's 60 seconds. */
  public void add(FeatureVector row) {
    int second = second(row.snapshot());
    if (row.complete() && second >= 0 && second < SECONDS) {
      row.snapshot()
          .sensors()
          .forEach(
              (sensor, seen) -> {
                level[sensor.ordinal()][second] = seen.avg();
                spread[sensor.ordinal()][second] = seen.max() - seen.min();
              });
    }
  }

  /** Sets the values of a sensor in a second, in its unit; NaN makes the second unknown. */
  void set(Sensor sensor, int second, double average, double range) {
    level[sensor.ordinal()][second] = average;
    spread[sensor.ordinal()][second] = range;
  }

  /** The rig's name. */
  public String rig() {
    return rig;
  }

  /** The cycle's number. */
  public int cycle() {
    return cycle;
  }

  /** When the cycle's first window starts, epoch milliseconds. */
  public long startMillis() {
    return startMillis;
  }

  /** The average of a sensor in a second, in its unit; NaN where it is not known. */
  public double level(Sensor sensor, int second) {
    return level[sensor.ordinal()][second];
  }

  /** The greatest less the least value in a second, in the sensor's unit; NaN where not known. */
  public double spread(Sensor sensor, int second) {
    return spread[sensor.ordinal()][second];
  }

  /** Returns whether the second is known: all sensors are, or none is. */
  public boolean knows(int second) {
    return !Double.isNaN(level[0][second]);
  }

  /** Returns the number of known seconds, at most 60. */
  public int known() {
    int known = 0;
    for (int second = 0; second < SECONDS; second++) {
      known += knows(second) ? 1 : 0;
    }
    return known;
  }

  private static double[][] unknown() {
    var values = new double[Sensor.all().size()][SECONDS];
    Arrays.stream(values).forEach(row -> Arrays.fill(row, Double.NaN));
    return values;
  }
}
