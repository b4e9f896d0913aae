package io.hydrobeam.batch.evaluate;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.baseline.Condition;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.baseline.History;
import io.hydrobeam.baseline.Learning;
import io.hydrobeam.batch.baseline.LabelledCycle;
import io.hydrobeam.batch.baseline.LabelledRecordings;
import io.hydrobeam.detect.Detectors;
import io.hydrobeam.detect.Observation;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.Levels;
import io.hydrobeam.model.Sensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Evaluates the detectors on labelled cycles. The baseline always comes from other cycles than the
 * evaluated ones. Normal behavior is learned from other cycles in the condition of the evaluated
 * cycle. The scatter of cycles and the signatures of faults are learned from conditions of other
 * folds than the evaluated condition. A fixed shuffle assigns the conditions to eight folds.
 */
final class Evaluation {
  /** Types that cycles made of whole rows cannot show. */
  private static final Set<Type> RATES = Set.of(Type.LOW_SAMPLE_RATE, Type.HIGH_SAMPLE_RATE);

  /** Name for all detectors together. */
  static final String ANY = "any";

  private static final int FOLDS = 8;
  private static final int LONG_RUN = 60;
  private static final long SHUFFLE = 447;
  private static final double LEAST_SCORE = 0.1;

  private final RigConfig rig;
  private final Map<Sensor, Double> rates;
  private final Map<Condition, List<LabelledCycle>> stable;
  private final List<LabelledCycle> all;
  private final Map<Condition, Integer> folds = new LinkedHashMap<>();
  private final Map<Set<Integer>, History> histories = new HashMap<>();
  private final FaultTrials faults;
  private final Result result = new Result();

  /**
   * Result of an evaluation: tallies by detector, steps by detector, and faults by kind and sensor.
   */
  static final class Result {
    final Map<String, Tally> quiet = new TreeMap<>();
    final Map<String, Tally> unstable = new TreeMap<>();
    final Map<String, Tally> longRuns = new TreeMap<>();
    final Map<Step, Map<String, Tally>> awake = new TreeMap<>();
    Map<FaultEffect, Map<Sensor, FaultTally>> faults = Map.of();
    int conditions;
    int cycles;
  }

  private Evaluation(LabelledRecordings data, RigConfig rig) {
    this.rig = rig.at(data.rates());
    this.rates = data.rates();
    this.faults = new FaultTrials(rig, data.rates());
    this.all = data.cycles();
    this.stable = new LinkedHashMap<>();
    all.stream()
        .filter(LabelledCycle::stable)
        .collect(groupingBy(LabelledCycle::condition, LinkedHashMap::new, toList()))
        .forEach(
            (condition, cycles) -> {
              if (cycles.size() > Learning.LEAST_CYCLES) {
                stable.put(condition, cycles);
              }
            });
    var shuffled = new ArrayList<>(stable.keySet());
    Collections.shuffle(shuffled, new Random(SHUFFLE));
    for (int i = 0; i < shuffled.size(); i++) {
      folds.put(shuffled.get(i), i % FOLDS);
    }
  }

  /** Runs all protocols over a labelled data set. */
  static Result of(LabelledRecordings data, RigConfig rig) {
    return new Evaluation(data, rig).run();
  }

  private Result run() {
    result.conditions = stable.size();
    result.cycles = all.size();
    // Fault signatures are learned from conditions other than the evaluated one.
    if (stable.size() > 1) {
      stable.keySet().stream().sorted(this::byFold).forEach(this::judge);
      longRuns();
      result.faults = faults.tallies();
    }
    return result;
  }

  private int byFold(Condition a, Condition b) {
    return Integer.compare(folds.get(a), folds.get(b));
  }

  private void judge(Condition condition) {
    List<LabelledCycle> own = stable.get(condition);
    History history = history(Set.of(folds.get(condition)));
    for (int i = 0; i < own.size(); i++) {
      var others = new ArrayList<>(own);
      LabelledCycle left = others.remove(i);
      Baseline baseline = baseline(others, history);
      tally(result.quiet, left, baseline);
      faults.add(left.rows(), baseline);
    }
    Baseline full = baseline(own, history);
    all.stream()
        .filter(cycle -> !cycle.stable() && cycle.condition().equals(condition))
        .filter(cycle -> !isLongRun(condition))
        .forEach(cycle -> tally(result.unstable, cycle, full));
    for (Condition worse : stable.keySet()) {
      Set<Integer> both = new TreeSet<>(List.of(folds.get(condition), folds.get(worse)));
      condition
          .onlyWorse(worse)
          .filter(component -> !both.containsAll(folds.values()))
          .ifPresent(
              component -> {
                var step =
                    new Step(
                        component,
                        condition.levels().get(component),
                        worse.levels().get(component));
                var tallies = result.awake.computeIfAbsent(step, s -> new TreeMap<>());
                Baseline baseline = baseline(own, history(both));
                stable.get(worse).forEach(cycle -> tallyAwake(tallies, cycle, baseline, step));
              });
    }
  }

  /** Evaluates long runs: the first half of each run is normal, the second half is evaluated. */
  private void longRuns() {
    stable.keySet().stream()
        .filter(this::isLongRun)
        .forEach(
            condition -> {
              List<LabelledCycle> run =
                  all.stream().filter(cycle -> cycle.condition().equals(condition)).toList();
              int half = run.size() / 2;
              Baseline baseline =
                  baseline(run.subList(0, half), history(Set.of(folds.get(condition))));
              run.subList(half, run.size())
                  .forEach(cycle -> tally(result.longRuns, cycle, baseline));
            });
  }

  private boolean isLongRun(Condition condition) {
    return all.stream().filter(cycle -> cycle.condition().equals(condition)).count() > LONG_RUN;
  }

  private Baseline baseline(List<LabelledCycle> cycles, History history) {
    return Learning.learn(
        "evaluation", cycles.stream().map(LabelledCycle::trace).toList(), rates, history);
  }

  private History history(Set<Integer> without) {
    return histories.computeIfAbsent(
        without,
        folded -> {
          var conditions = new LinkedHashMap<Condition, List<CycleTrace>>();
          stable.forEach(
              (condition, cycles) -> {
                if (!folded.contains(folds.get(condition))) {
                  conditions.put(condition, cycles.stream().map(LabelledCycle::trace).toList());
                }
              });
          return History.learn(conditions);
        });
  }

  private void tallyAwake(
      Map<String, Tally> tallies, LabelledCycle cycle, Baseline baseline, Step step) {
    if (tally(tallies, cycle, baseline)) {
      Optional<Component> suspect = Detectors.with(baseline, rig).suspect(cycle.trace());
      tallies
          .get(Type.CROSS_SENSOR.label())
          .name(suspect.filter(step.component()::equals).isPresent());
    }
  }

  /**
   * Passes a cycle through the detectors. Returns true if the detectors reported a disagreement of
   * sensors.
   */
  private boolean tally(Map<String, Tally> tallies, LabelledCycle cycle, Baseline baseline) {
    Detectors rows = Detectors.withoutBaseline(rig);
    Detectors normal = Detectors.with(baseline, sensitive());
    var trace =
        new CycleTrace(cycle.trace().rig(), cycle.trace().cycle(), cycle.trace().startMillis());
    var scores = new EnumMap<Type, Double>(Type.class);
    var delays = new EnumMap<Type, Integer>(Type.class);
    for (FeatureVector row : cycle.rows()) {
      trace.add(row);
      var now = new Observation(row, trace, trace.second(row.snapshot()));
      var found = rows.anomaliesIn(now);
      found.forEach(anomaly -> delays.putIfAbsent(anomaly.type(), delay(anomaly, trace)));
      for (Anomaly anomaly : normal.anomaliesIn(now)) {
        scores.merge(anomaly.type(), anomaly.value(), Math::max);
        if (anomaly.value() >= rig.detectors().get(anomaly.type()).warning()) {
          delays.putIfAbsent(anomaly.type(), delay(anomaly, trace));
        }
      }
    }
    int first = delays.values().stream().mapToInt(Integer::intValue).min().orElse(-1);
    tallies.computeIfAbsent(ANY, any -> new Tally()).add(anyScore(scores), first);
    for (Type type : reported()) {
      tallies
          .computeIfAbsent(type.label(), t -> new Tally())
          .add(scores.getOrDefault(type, 0.0), delays.getOrDefault(type, -1));
    }
    int limits =
        delays.keySet().stream()
            .filter(type -> !reported().contains(type))
            .mapToInt(delays::get)
            .min()
            .orElse(-1);
    tallies.computeIfAbsent("limits", l -> new Tally()).add(limits < 0 ? 0 : 1, limits);
    return delays.containsKey(Type.CROSS_SENSOR);
  }

  private static int delay(Anomaly anomaly, CycleTrace trace) {
    return (int) ((anomaly.windowEndMillis() - trace.startMillis()) / CycleTrace.SECOND_MILLIS);
  }

  private double anyScore(Map<Type, Double> scores) {
    return scores.entrySet().stream()
        .mapToDouble(e -> e.getValue() / rig.detectors().get(e.getKey()).warning())
        .max()
        .orElse(0);
  }

  private Set<Type> reported() {
    var types = new TreeSet<>(rig.detectors().keySet());
    types.removeAll(RATES);
    types.remove(Type.RIG_SILENT);
    return types;
  }

  /** Returns the rig with detectors that also report low scores. An AUC needs low scores. */
  private RigConfig sensitive() {
    var detectors = new EnumMap<Type, Levels>(Type.class);
    rig.detectors()
        .forEach(
            (type, levels) ->
                detectors.put(
                    type,
                    type == Type.SENSOR_STUCK || RATES.contains(type)
                        ? levels
                        : new Levels(LEAST_SCORE * levels.warning(), levels.critical())));
    return rig.with(detectors);
  }
}
