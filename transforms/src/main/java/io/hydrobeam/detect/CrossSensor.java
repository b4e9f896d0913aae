package io.hydrobeam.detect;

import static io.hydrobeam.detect.Findings.anomaly;
import static io.hydrobeam.detect.Findings.exact;
import static io.hydrobeam.detect.Findings.number;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.baseline.Baseline.Relations;
import io.hydrobeam.baseline.Baseline.Signature;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.baseline.Distances;
import io.hydrobeam.baseline.Matrix;
import io.hydrobeam.baseline.Phases;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.RigConfig.Levels;
import io.hydrobeam.model.Sensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Detects cycles whose sensors do not correlate as they normally do. The finding belongs to the
 * last window of the cycle. Two scores, of which the greater counts, each as a multiple of its
 * limit: the root of Hotelling's T2 plus the residual Q over principal components (Jackson and
 * Mudholkar, 1979; Yue and Qin, 2001), and the sums of the signatures of known faults, linear
 * discriminants with a shrunk covariance. The component suspected is the one whose signature fits
 * best or, where no signature is known, the one whose sensors depart most. *
 *
 * @param baseline the baseline of the rig
 * @param components the sensors that show the wear of each component
 * @param levels multiples of the limits
 */
record CrossSensor(Baseline baseline, Map<Component, List<Sensor>> components, Levels levels)
    implements Detector {
  private static final int NAMED = 3;

  /** Margin for departures that match no signature, if there are signatures of known faults. */
  private static final double MARGIN_OF_UNKNOWN_FAULTS = 1.5;

  /**
   * Verdict on a cycle.
   *
   * @param score a multiple of the limit
   * @param component the suspected component, null if no component has sensors
   * @param signature the signature that fits best, null where none is known
   */
  record Verdict(double score, @Nullable Component component, @Nullable Signature signature) {}

  @Override
  public void detect(Observation now, Consumer<Anomaly> found) {
    if (!now.isPlaced() || !UnusualPattern.isWhole(now.cycle())) {
      return;
    }
    double[] departures = departures(now.cycle());
    Verdict verdict = judge(departures);
    if (verdict.score() >= levels.warning()) {
      found.accept(
          anomaly(
                  now.cycle(),
                  CycleTrace.SECONDS - 1,
                  Type.CROSS_SENSOR,
                  null,
                  levels,
                  verdict.score(),
                  "the sensors do not go together as they do normally, %s times beyond the limit: %s;"
                      + " suspected: %s",
                  number(verdict.score()),
                  departing(departures),
                  suspected(verdict))
              .suspecting(verdict.component()));
    }
  }

  /** Returns the verdict on a whole cycle. */
  Verdict judge(CycleTrace cycle) {
    return judge(departures(cycle));
  }

  private double[] departures(CycleTrace cycle) {
    return Matrix.over(Phases.departures(cycle, baseline), baseline.relations().scale());
  }

  private Verdict judge(double[] departures) {
    Relations relations = baseline.relations();
    double inflation = 1 + 1.0 / baseline.provenance().cycles();
    double margin = baseline.signatures().isEmpty() ? 1 : MARGIN_OF_UNKNOWN_FAULTS;
    double general =
        Math.sqrt(Distances.ofRelations(relations, departures) / inflation / relations.limit())
            / margin;
    double known = 0;
    Signature best = null;
    double bestSum = Double.NEGATIVE_INFINITY;
    for (Signature signature : baseline.signatures()) {
      double sum = Matrix.dot(signature.weights(), departures);
      known = Math.max(known, sum / signature.limit());
      if (sum - signature.offset() > bestSum) {
        best = signature;
        bestSum = sum - signature.offset();
      }
    }
    return new Verdict(
        Math.max(general, known),
        best == null ? mostDeparted(departures).orElse(null) : best.component(),
        best);
  }

  private Optional<Component> mostDeparted(double[] departures) {
    return components.keySet().stream()
        .max(
            Comparator.comparingDouble(
                component ->
                    components.get(component).stream()
                        .mapToDouble(sensor -> departure(departures, sensor))
                        .average()
                        .orElseThrow()));
  }

  /** The root mean square of a sensor's departures. */
  private static double departure(double[] departures, Sensor sensor) {
    double sum = 0;
    for (int i = 0; i < Phases.EACH; i++) {
      double d = departures[sensor.ordinal() * Phases.EACH + i];
      sum += d * d;
    }
    return Math.sqrt(sum / Phases.EACH);
  }

  private String departing(double[] departures) {
    var sensors = new ArrayList<>(Sensor.all());
    sensors.sort(Comparator.comparingDouble((Sensor s) -> departure(departures, s)).reversed());
    return sensors.stream()
        .limit(NAMED)
        .map(sensor -> expectation(departures, sensor))
        .collect(Collectors.joining(", "));
  }

  /**
   * Describes the expected and the actual value of a sensor in the phase of its largest departure.
   */
  private String expectation(double[] departures, Sensor sensor) {
    int first = sensor.ordinal() * Phases.EACH;
    int worst = 0;
    for (int i = 1; i < Phases.EACH; i++) {
      if (Math.abs(departures[first + i]) > Math.abs(departures[first + worst])) {
        worst = i;
      }
    }
    double expected = 0;
    for (int second = worst * Phases.LENGTH; second < (worst + 1) * Phases.LENGTH; second++) {
      expected += baseline.normal().get(sensor).level().mean(second) / Phases.LENGTH;
    }
    double scale = baseline.relations().scale()[first + worst];
    return String.format(
        Locale.ROOT,
        "%s %s instead of %s %s in seconds %s to %s",
        sensor,
        exact(expected + departures[first + worst] * scale),
        exact(expected),
        sensor.unit(),
        worst * Phases.LENGTH,
        (worst + 1) * Phases.LENGTH - 1);
  }

  private static String suspected(Verdict verdict) {
    if (verdict.component() == null) {
      return "no component in particular";
    }
    Signature signature = verdict.signature();
    return signature == null
        ? verdict.component().label()
        : String.format(
            Locale.ROOT,
            "%s, as after a step from %s to %s",
            verdict.component().label(),
            signature.from(),
            signature.to());
  }
}
