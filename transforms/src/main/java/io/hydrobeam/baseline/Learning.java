package io.hydrobeam.baseline;

import io.hydrobeam.baseline.Baseline.Curve;
import io.hydrobeam.baseline.Baseline.Normal;
import io.hydrobeam.baseline.Baseline.Provenance;
import io.hydrobeam.baseline.Baseline.Relations;
import io.hydrobeam.baseline.History.Figure;
import io.hydrobeam.model.Sensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Learns what is normal from a few cycles. The variance of each second is shrunk towards what the
 * history says of it or, without one, towards the sensor's mean over the cycle, as if that were
 * known from eight cycles more; and since the mean itself is only known from n cycles, a new one is
 * allowed 1 + 1/n of it.
 *
 * <p>Steps have longer tails than a normal distribution where the load switches: a moment sooner or
 * later makes a great difference. So their deviations are widened until the greatest departure seen
 * is no more than three of them: that of the history in the second or beside it or, without one,
 * that of the cycles at any time.
 */
public final class Learning {
  /** With fewer cycles nothing is learned. */
  public static final int LEAST_CYCLES = 4;

  private static final double PRIOR_CYCLES = 8;

  /** Largest accepted deviation. */
  private static final double EXTREME = 3;

  private static final double LEAST_SHAPE = 0.05;
  private static final int REFITS = 16;

  private Learning() {}

  /**
   * A baseline.
   *
   * @param source the input of the cycles, for the provenance
   * @param normal the cycles that are normal; those with seconds missing are left out
   * @param rates samples a second of each sensor in them
   * @param history results of cycles with known conditions, or null
   * @throws IllegalArgumentException if there are fewer than four cycles, with the remedy
   */
  public static Baseline learn(
      String source,
      List<CycleTrace> normal,
      Map<Sensor, Double> rates,
      @Nullable History history) {
    List<CycleTrace> cycles = whole(normal);
    if (cycles.size() < LEAST_CYCLES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d of the %d cycles chosen have all of their %d seconds complete, but %d are needed;"
                  + " choose more cycles",
              cycles.size(),
              normal.size(),
              CycleTrace.SECONDS,
              LEAST_CYCLES));
    }
    History known =
        history == null ? History.learn(Map.of(Condition.of(0, 0, 0, 0), cycles)) : history;
    var normals = new EnumMap<Sensor, Normal>(Sensor.class);
    for (Sensor sensor : Sensor.all()) {
      normals.put(sensor, normal(cycles, sensor, rates.get(sensor), history));
    }
    Relations relations =
        history == null ? withHonestLimit(cycles, known.relations) : history.relations;
    return new Baseline(
        provenance(source, cycles, normal.size() - cycles.size(), history),
        rates,
        normals,
        relations,
        known.signatures);
  }

  /** The cycles all of whose seconds are known. */
  public static List<CycleTrace> whole(List<CycleTrace> cycles) {
    return cycles.stream().filter(cycle -> cycle.known() == CycleTrace.SECONDS).toList();
  }

  private static Provenance provenance(
      String source, List<CycleTrace> cycles, int leftOut, @Nullable History history) {
    var numbers = cycles.stream().mapToInt(CycleTrace::cycle).summaryStatistics();
    var starts = cycles.stream().mapToLong(CycleTrace::startMillis).summaryStatistics();
    return new Provenance(
        source,
        cycles.size(),
        numbers.getMin(),
        numbers.getMax(),
        starts.getMin(),
        starts.getMax() + CycleTrace.SECONDS * CycleTrace.SECOND_MILLIS,
        leftOut,
        history == null ? 0 : history.cycles,
        history == null ? 0 : history.conditions);
  }

  private static Normal normal(
      List<CycleTrace> cycles, Sensor sensor, double rate, @Nullable History history) {
    double floor = History.floor(cycles, sensor);
    int longestRest =
        cycles.stream().mapToInt(cycle -> Distances.longestRest(cycle, sensor)).max().getAsInt();
    return new Normal(
        curve(cycles, sensor, Figure.LEVEL, floor, history),
        rate > 1 ? curve(cycles, sensor, Figure.SPREAD, floor, history) : null,
        curve(cycles, sensor, Figure.STEP, floor, history),
        history == null ? longestRest : Math.max(longestRest, history.rests[sensor.ordinal()]),
        shape(cycles, sensor, history),
        floor);
  }

  private static Curve curve(
      List<CycleTrace> cycles,
      Sensor sensor,
      Figure figure,
      double floor,
      @Nullable History history) {
    int n = cycles.size();
    var means = new double[CycleTrace.SECONDS];
    var squares = new double[CycleTrace.SECONDS];
    double usual = 0;
    double greatest = 0;
    for (int second = 0; second < CycleTrace.SECONDS; second++) {
      means[second] = History.mean(cycles, figure, sensor, second);
      for (CycleTrace cycle : cycles) {
        double departure = figure.of(cycle, sensor, second) - means[second];
        squares[second] += departure * departure;
        greatest = Math.max(greatest, Math.abs(departure));
      }
      usual += squares[second] / (n - 1) / CycleTrace.SECONDS;
    }
    var deviations = new double[CycleTrace.SECONDS];
    for (int second = 0; second < CycleTrace.SECONDS; second++) {
      double prior =
          history == null ? usual : history.variances.get(figure)[sensor.ordinal()][second];
      deviations[second] = deviation(squares[second], n, prior, floor);
      if (figure == Figure.STEP && history == null) {
        deviations[second] = Math.max(deviations[second], greatest / EXTREME);
      } else if (figure == Figure.STEP) {
        double extreme = around(history.extremes[sensor.ordinal()], second);
        deviations[second] *= Math.max(1, extreme / EXTREME);
      }
    }
    return new Curve(means, deviations);
  }

  /** One standard deviation of a further cycle, of n with this sum of squares and a variance. */
  static double deviation(double squares, int n, double prior, double floor) {
    double shrunk = (squares + PRIOR_CYCLES * prior) / (n - 1 + PRIOR_CYCLES);
    return Math.sqrt(Math.max(shrunk, floor * floor) * (1 + 1.0 / n));
  }

  /** The greatest of a second and the two beside it. */
  private static double around(double[] seconds, int second) {
    double here = Math.max(seconds[second], seconds[Math.max(0, second - 1)]);
    return Math.max(here, seconds[Math.min(seconds.length - 1, second + 1)]);
  }

  private static double shape(List<CycleTrace> cycles, Sensor sensor, @Nullable History history) {
    double sum = 0;
    for (double distance : History.shapeDistances(cycles, sensor)) {
      sum += distance * distance;
    }
    double prior =
        history == null ? Math.sqrt(sum / cycles.size()) : history.shapes[sensor.ordinal()];
    double weighted = (sum + PRIOR_CYCLES * prior * prior) / (cycles.size() + PRIOR_CYCLES);
    return Math.max(Math.sqrt(weighted), LEAST_SHAPE);
  }

  /** The limit that cycles pass which the relations were not learned from. */
  private static Relations withHonestLimit(List<CycleTrace> cycles, Relations relations) {
    int n = cycles.size();
    int refits = Math.min(n, REFITS);
    var scores = new double[refits];
    for (int i = 0; i < refits; i++) {
      int left = i * n / refits;
      var others = new ArrayList<>(cycles);
      CycleTrace cycle = others.remove(left);
      Relations of = History.learn(Map.of(Condition.of(0, 0, 0, 0), others)).relations;
      double[] mean = Matrix.mean(others.stream().map(Phases::of).toList());
      double[] deviation = Matrix.over(Matrix.minus(Phases.of(cycle), mean), of.scale());
      scores[i] = Distances.ofRelations(of, deviation) / (1 + 1.0 / (n - 1));
    }
    return new Relations(
        relations.scale(),
        relations.axes(),
        relations.variances(),
        relations.rest(),
        Limits.of(scores, History.PASSING));
  }
}
