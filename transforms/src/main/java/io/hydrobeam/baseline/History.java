package io.hydrobeam.baseline;

import io.hydrobeam.baseline.Baseline.Relations;
import io.hydrobeam.baseline.Baseline.Signature;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.Sensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Statistics of cycles with known conditions beyond the normal ones: the spread between cycles of
 * the same condition, the correlation of the sensors in it, and the signature of each step of wear.
 */
public final class History {
  private static final int AXES = 20;
  private static final double SHRINKAGE = 0.05;
  private static final double SCATTER_OF_FAULTS = 0.1;

  /** Share of normal cycles that may pass a limit: 0.3 an hour of 60 cycles. */
  static final double PASSING = 0.3 / 60;

  final int cycles;
  final int conditions;
  final Map<Figure, double[][]> variances;
  final double[][] extremes;
  final double[] shapes;
  final int[] rests;
  final Relations relations;
  final List<Signature> signatures;

  /** A figure of a sensor in a second. */
  enum Figure {
    LEVEL,
    SPREAD,
    STEP;

    double of(CycleTrace cycle, Sensor sensor, int second) {
      return switch (this) {
        case LEVEL -> cycle.level(sensor, second);
        case SPREAD -> cycle.spread(sensor, second);
        case STEP ->
            second == 0 ? 0 : cycle.level(sensor, second) - cycle.level(sensor, second - 1);
      };
    }
  }

  private History(
      int cycles,
      int conditions,
      Map<Figure, double[][]> variances,
      double[][] extremes,
      double[] shapes,
      int[] rests,
      Relations relations,
      List<Signature> signatures) {
    this.cycles = cycles;
    this.conditions = conditions;
    this.variances = variances;
    this.extremes = extremes;
    this.shapes = shapes;
    this.rests = rests;
    this.relations = relations;
    this.signatures = signatures;
  }

  /**
   * Learns from cycles all of whose seconds are known.
   *
   * @param byCondition the cycles of each condition; conditions with a single cycle teach nothing
   */
  public static History learn(Map<Condition, List<CycleTrace>> byCondition) {
    var usable = new LinkedHashMap<Condition, List<CycleTrace>>();
    byCondition.forEach(
        (condition, cycles) -> {
          if (cycles.size() > 1) {
            usable.put(condition, cycles);
          }
        });
    if (usable.isEmpty()) {
      throw new IllegalArgumentException("no condition has two cycles");
    }
    var groups = new ArrayList<>(usable.values());
    var variances = new TreeMap<Figure, double[][]>();
    for (Figure figure : Figure.values()) {
      variances.put(figure, variances(groups, figure));
    }
    var deviations = new ArrayList<double[]>();
    // from the mean of the others, and the same with the variance that it has within a condition
    var leftOut = new ArrayList<double[]>();
    var standard = new ArrayList<double[]>();
    int freedom = 0;
    for (List<CycleTrace> group : groups) {
      freedom += group.size() - 1;
      double inflation = group.size() / (group.size() - 1.0);
      for (double[] deviation : deviations(group)) {
        deviations.add(deviation);
        leftOut.add(Matrix.times(deviation, inflation));
        standard.add(Matrix.times(deviation, Math.sqrt(inflation)));
      }
    }
    double[] scale = scale(deviations, freedom, floors(groups));
    double[][] scatter = Matrix.zeros(Phases.COUNT);
    deviations.forEach(d -> Matrix.addOuter(scatter, Matrix.over(d, scale)));
    Matrix.scale(scatter, 1.0 / freedom);
    leftOut.replaceAll(d -> Matrix.over(d, scale));
    standard.replaceAll(d -> Matrix.over(d, scale));
    return new History(
        deviations.size(),
        groups.size(),
        variances,
        extremes(groups, variances.get(Figure.STEP)),
        shapes(groups),
        rests(groups),
        relations(scale, scatter, freedom, standard),
        signatures(usable, scale, scatter, leftOut));
  }

  /** The variance of a figure within conditions, pooled over them, by sensor and second. */
  static double[][] variances(List<List<CycleTrace>> groups, Figure figure) {
    var sums = new double[Sensor.all().size()][CycleTrace.SECONDS];
    int freedom = 0;
    for (List<CycleTrace> group : groups) {
      freedom += group.size() - 1;
      for (Sensor sensor : Sensor.all()) {
        for (int second = 0; second < CycleTrace.SECONDS; second++) {
          double mean = mean(group, figure, sensor, second);
          for (CycleTrace cycle : group) {
            double deviation = figure.of(cycle, sensor, second) - mean;
            sums[sensor.ordinal()][second] += deviation * deviation;
          }
        }
      }
    }
    for (double[] row : sums) {
      for (int second = 0; second < row.length; second++) {
        row[second] /= freedom;
      }
    }
    return sums;
  }

  /**
   * Returns the largest deviation of a step from the steps of the other cycles of its condition, by
   * sensor and second, in deviations learned from the other cycles.
   */
  private static double[][] extremes(List<List<CycleTrace>> groups, double[][] variances) {
    var extremes = new double[Sensor.all().size()][CycleTrace.SECONDS];
    for (List<CycleTrace> group : groups) {
      int others = group.size() - 1;
      double ofOthers = (double) group.size() / others;
      for (Sensor sensor : Sensor.all()) {
        double floor = floor(group, sensor);
        for (int second = 0; second < CycleTrace.SECONDS; second++) {
          double mean = mean(group, Figure.STEP, sensor, second);
          double squares = 0;
          for (CycleTrace cycle : group) {
            double departure = Figure.STEP.of(cycle, sensor, second) - mean;
            squares += departure * departure;
          }
          double prior = variances[sensor.ordinal()][second];
          for (CycleTrace cycle : group) {
            double departure = Figure.STEP.of(cycle, sensor, second) - mean;
            double left = Math.max(0, squares - ofOthers * departure * departure);
            double deviation = Learning.deviation(left, others, prior, floor);
            extremes[sensor.ordinal()][second] =
                Math.max(
                    extremes[sensor.ordinal()][second], Math.abs(ofOthers * departure) / deviation);
          }
        }
      }
    }
    return extremes;
  }

  static double mean(List<CycleTrace> cycles, Figure figure, Sensor sensor, int second) {
    double sum = 0;
    for (CycleTrace cycle : cycles) {
      sum += figure.of(cycle, sensor, second);
    }
    return sum / cycles.size();
  }

  /**
   * The least deviation that counts: a thousandth of the usual level, and a hundredth of a unit.
   */
  static double floor(List<CycleTrace> cycles, Sensor sensor) {
    double sum = 0;
    for (CycleTrace cycle : cycles) {
      for (int second = 0; second < CycleTrace.SECONDS; second++) {
        sum += Math.abs(cycle.level(sensor, second));
      }
    }
    return 0.01 + 0.001 * sum / cycles.size() / CycleTrace.SECONDS;
  }

  /**
   * Returns the root mean square distance of each cycle's shape from the shapes of the other
   * cycles, for each sensor.
   */
  private static double[] shapes(List<List<CycleTrace>> groups) {
    var shapes = new double[Sensor.all().size()];
    for (Sensor sensor : Sensor.all()) {
      double sum = 0;
      int count = 0;
      for (List<CycleTrace> group : groups) {
        for (double distance : shapeDistances(group, sensor)) {
          sum += distance * distance;
          count++;
        }
      }
      shapes[sensor.ordinal()] = Math.sqrt(sum / count);
    }
    return shapes;
  }

  /** The longest run of one value in any cycle, for each sensor, in seconds. */
  private static int[] rests(List<List<CycleTrace>> groups) {
    return Sensor.all().stream()
        .mapToInt(
            sensor ->
                groups.stream()
                    .flatMap(List::stream)
                    .mapToInt(cycle -> Distances.longestRest(cycle, sensor))
                    .max()
                    .getAsInt())
        .toArray();
  }

  /** The distance of each cycle's shape from the mean of the others. */
  static double[] shapeDistances(List<CycleTrace> cycles, Sensor sensor) {
    int n = cycles.size();
    double floor = floor(cycles, sensor);
    var distances = new double[n];
    var others = new double[CycleTrace.SECONDS];
    var ones = new double[CycleTrace.SECONDS];
    Arrays.fill(ones, 1);
    for (int i = 0; i < n; i++) {
      for (int second = 0; second < CycleTrace.SECONDS; second++) {
        double all = mean(cycles, Figure.LEVEL, sensor, second) * n;
        others[second] = (all - cycles.get(i).level(sensor, second)) / (n - 1);
      }
      distances[i] =
          Distances.ofShape(cycles.get(i), sensor, new Baseline.Curve(others, ones), floor);
    }
    return distances;
  }

  private static List<double[]> deviations(List<CycleTrace> cycles) {
    List<double[]> phases = cycles.stream().map(Phases::of).toList();
    double[] mean = Matrix.mean(phases);
    return phases.stream().map(p -> Matrix.minus(p, mean)).toList();
  }

  private static double[] floors(List<List<CycleTrace>> groups) {
    var floors = new double[Sensor.all().size()];
    for (Sensor sensor : Sensor.all()) {
      floors[sensor.ordinal()] =
          groups.stream().mapToDouble(group -> floor(group, sensor)).average().orElseThrow();
    }
    return floors;
  }

  private static double[] scale(List<double[]> deviations, int freedom, double[] floors) {
    var scale = new double[Phases.COUNT];
    for (double[] deviation : deviations) {
      for (int i = 0; i < scale.length; i++) {
        scale[i] += deviation[i] * deviation[i];
      }
    }
    for (int i = 0; i < scale.length; i++) {
      scale[i] = Math.max(Math.sqrt(scale[i] / freedom), floors[i / Phases.EACH]);
    }
    return scale;
  }

  private static Relations relations(
      double[] scale, double[][] scatter, int freedom, List<double[]> standard) {
    int count = Math.max(1, Math.min(AXES, freedom / 2));
    double[][] axes = Matrix.principalAxes(scatter, count);
    var variances = new double[count];
    double rest = Matrix.trace(scatter);
    for (int k = 0; k < count; k++) {
      variances[k] = Math.max(Matrix.form(scatter, axes[k]), 1e-9);
      rest -= variances[k];
    }
    // With few cycles the axes swallow most of the scatter; what is beside them is not nothing.
    double each = Math.max(rest, 0.05 * Matrix.trace(scatter)) / (Phases.COUNT - count);
    each = Math.max(each, 1e-6);
    var free = new Relations(scale, axes, variances, each, 1);
    double[] scores = standard.stream().mapToDouble(d -> Distances.ofRelations(free, d)).toArray();
    return new Relations(scale, axes, variances, each, Limits.of(scores, PASSING));
  }

  /**
   * Linear discriminants for each step of wear that is found between two conditions which differ in
   * nothing else. All share one covariance: that within conditions, plus a part of how a fault
   * differs from rig state to rig state, shrunk towards the identity.
   */
  private static List<Signature> signatures(
      Map<Condition, List<CycleTrace>> byCondition,
      double[] scale,
      double[][] within,
      List<double[]> leftOut) {
    Map<Step, List<double[]>> steps = steps(byCondition, scale);
    if (steps.isEmpty()) {
      return List.of();
    }
    double[][] covariance = Matrix.copy(within);
    var means = new LinkedHashMap<Step, double[]>();
    double[][] scatter = Matrix.zeros(Phases.COUNT);
    int freedom = 0;
    for (var step : steps.entrySet()) {
      double[] mean = Matrix.mean(step.getValue());
      means.put(step.getKey(), mean);
      step.getValue().forEach(d -> Matrix.addOuter(scatter, Matrix.minus(d, mean)));
      freedom += step.getValue().size() - 1;
    }
    Matrix.add(covariance, scatter, freedom == 0 ? 0 : SCATTER_OF_FAULTS / freedom);
    Matrix.shrink(covariance, SHRINKAGE);
    double[][] factor = Matrix.cholesky(covariance);
    var names = new ArrayList<>(means.keySet());
    var weights = new ArrayList<double[]>();
    names.forEach(step -> weights.add(Matrix.solve(factor, means.get(step))));
    double[] limits = limits(weights, leftOut);
    var signatures = new ArrayList<Signature>();
    for (int i = 0; i < names.size(); i++) {
      Step step = names.get(i);
      double offset = Matrix.dot(weights.get(i), means.get(step)) / 2;
      signatures.add(
          new Signature(
              step.component(), step.from(), step.to(), weights.get(i), limits[i], offset));
    }
    return signatures;
  }

  private record Step(Component component, int from, int to) implements Comparable<Step> {
    @Override
    public int compareTo(Step other) {
      int byComponent = component.compareTo(other.component);
      int byFrom = byComponent == 0 ? Integer.compare(from, other.from) : byComponent;
      return byFrom == 0 ? Integer.compare(to, other.to) : byFrom;
    }
  }

  private static Map<Step, List<double[]>> steps(
      Map<Condition, List<CycleTrace>> byCondition, double[] scale) {
    var means = new LinkedHashMap<Condition, double[]>();
    byCondition.forEach(
        (condition, cycles) ->
            means.put(condition, Matrix.mean(cycles.stream().map(Phases::of).toList())));
    var steps = new TreeMap<Step, List<double[]>>();
    means.forEach(
        (better, from) ->
            means.forEach(
                (worse, to) ->
                    better
                        .onlyWorse(worse)
                        .ifPresent(
                            component ->
                                steps
                                    .computeIfAbsent(
                                        new Step(
                                            component,
                                            better.levels().get(component),
                                            worse.levels().get(component)),
                                        step -> new ArrayList<>())
                                    .add(Matrix.over(Matrix.minus(to, from), scale)))));
    return steps;
  }

  /**
   * A limit for each discriminant, so that few normal cycles pass any of them: each is that many
   * times the 95 % quantile of its own sums.
   */
  private static double[] limits(List<double[]> weights, List<double[]> leftOut) {
    int m = leftOut.size();
    var limits = new double[weights.size()];
    var greatest = new double[m];
    for (int i = 0; i < limits.length; i++) {
      var sums = new double[m];
      for (int j = 0; j < m; j++) {
        sums[j] = Math.max(0, Matrix.dot(weights.get(i), leftOut.get(j)));
      }
      limits[i] = Math.max(Limits.quantile(sums, 0.95), 1e-9);
      for (int j = 0; j < m; j++) {
        greatest[j] = Math.max(greatest[j], sums[j] / limits[i]);
      }
    }
    double times = Math.max(1, Limits.quantile(greatest, 1 - PASSING));
    for (int i = 0; i < limits.length; i++) {
      limits[i] *= times;
    }
    return limits;
  }
}
