package io.hydrobeam.alert;

import static io.hydrobeam.baseline.Rigs.START;
import static io.hydrobeam.baseline.Rigs.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.alert.RigWatch.WatchContext;
import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.baseline.Rigs;
import io.hydrobeam.baseline.Rigs.Fault;
import io.hydrobeam.detect.Detectors;
import io.hydrobeam.features.Features;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.AlertRules;
import io.hydrobeam.model.AlertRules.Rule;
import io.hydrobeam.model.Anomaly.Scope;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.Feature;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.Bounds;
import io.hydrobeam.model.RigConfig.SensorSpec;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import io.hydrobeam.model.WindowFindings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

/**
 * Conditions of TS2, which warns above 90 °C, is critical above 120 and clear at 85, and is about
 * 60 otherwise; held 3 s, away 5 s, cool-down 20 s, reminder after 30 s, patience 12 s.
 */
class RigWatchTest {
  static final RigConfig RIG = rig();

  private static RigConfig rig() {
    var sensors = new EnumMap<>(Rigs.RIG.sensors());
    double none = Double.NEGATIVE_INFINITY;
    var bounds = new Bounds(none, none, none, 90, 120, -none, none, 85);
    sensors.put(Sensor.TS2, new SensorSpec("°C", 1, bounds));
    var standard = RigConfig.standard();
    return new RigConfig(
        sensors,
        standard.pressures(),
        standard.temperatures(),
        standard.flows(),
        new RigConfig.Limits(1e9, 1e9, 1e9),
        standard.components(),
        standard.detectors(),
        Map.of(Feature.FLOW_MEAN, new Bounds(none, -50, -10, -none, -none, -none)),
        new AlertRules(12_000, new Rule(3_000, 5_000, 20_000, 30_000), Map.of()));
  }

  /** Cycles in a row in which TS2 is so much warmer in these seconds of the first. */
  static List<FeatureVector> warm(int cycles, int... secondsAndDegrees) {
    var all = new ArrayList<FeatureVector>();
    for (int cycle = 0; cycle < cycles; cycle++) {
      int first = 60 * cycle;
      all.addAll(
          rows(
              cycle,
              (sensor, second) -> {
                double degrees = 0;
                for (int i = 0; i < secondsAndDegrees.length; i += 3) {
                  boolean in =
                      first + second >= secondsAndDegrees[i]
                          && first + second < secondsAndDegrees[i + 1];
                  degrees = in ? secondsAndDegrees[i + 2] : degrees;
                }
                // instead of the wave, so that the levels are met exactly
                return sensor == Sensor.TS2 && degrees > 0
                    ? degrees - Rigs.wave(sensor, second)
                    : 0;
              }));
    }
    return all;
  }

  private static List<Alert> watch(RigConfig rig, Baseline baseline, List<List<FeatureVector>> in) {
    return watch(rig, baseline, CarriedAlerts.NONE, in);
  }

  static List<Alert> watch(
      RigConfig rig, Baseline baseline, CarriedAlerts carried, List<List<FeatureVector>> in) {
    var judge =
        new WatchContext(
            rig,
            Detectors.withoutBaseline(rig),
            baseline == null ? null : Detectors.with(baseline, rig),
            carried,
            Silence.of(rig, 3_600_000));
    var alerts = new ArrayList<Alert>();
    var watch = new RigWatch();
    for (List<FeatureVector> batch : in) {
      alerts.addAll(watch.take(batch, judge).alerts());
      // Whatever is known must survive between batches.
      watch = copy(watch);
    }
    alerts.addAll(watch.finish(List.of(), judge).alerts());
    return alerts;
  }

  private static RigWatch copy(RigWatch watch) {
    try {
      var coder = new RigWatchCoder();
      return CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, watch));
    } catch (org.apache.beam.sdk.coders.CoderException e) {
      throw new AssertionError(e);
    }
  }

  static List<Alert> alerts(List<FeatureVector> rows) {
    return watch(RIG, null, List.of(rows));
  }

  /** State, severity and second of each message. */
  static List<String> told(List<Alert> alerts) {
    return alerts.stream()
        .map(
            a ->
                String.format(
                    Locale.ROOT,
                    "%s %s %s",
                    a.state().label(),
                    a.severity().label(),
                    (a.windowStartMillis() - START) / 1_000))
        .toList();
  }

  private static FeatureVector doubled(FeatureVector row, int revision) {
    RigSnapshot s = row.snapshot();
    var sensors = new EnumMap<>(s.sensors());
    sensors.replaceAll((x, d) -> new Statistics(2 * d.count(), d.avg(), d.min(), d.max(), d.std()));
    return Features.of(
        new RigSnapshot(
            s.rig(), s.cycle(), s.windowStartMillis(), s.windowEndMillis(), revision, sensors),
        RIG);
  }

  @Test
  void doubledSamplesAreAlertedForEachSensorAndClearedAfterwards() {
    var rows = warm(2);
    for (int second = 10; second < 40; second++) {
      rows.set(second, doubled(rows.get(second), 0));
    }
    List<Alert> alerts = alerts(rows);
    assertThat(alerts)
        .hasSize(2 * Sensor.all().size())
        .allMatch(alert -> alert.type() == Type.HIGH_SAMPLE_RATE);
    assertThat(told(alerts)).containsOnly("raised critical 12", "cleared critical 44");
  }

  @Test
  void completeRowIsJudgedRatherThanADoubledRevision() {
    var rows = warm(1);
    var batch = new ArrayList<>(rows);
    rows.forEach(row -> batch.add(doubled(row, 1)));
    assertThat(alerts(batch)).isEmpty();
    Collections.reverse(batch);
    assertThat(alerts(batch)).isEmpty();
  }

  @Test
  void twoRigsOfOneNameInDifferentCyclesAreAlerted() {
    var rows = new ArrayList<>(warm(2));
    for (FeatureVector row : List.copyOf(rows)) {
      RigSnapshot s = row.snapshot();
      rows.add(
          Features.of(
              new RigSnapshot(
                  s.rig(),
                  s.cycle() + 1_000,
                  s.windowStartMillis(),
                  s.windowEndMillis(),
                  0,
                  s.sensors()),
              RIG));
    }
    List<Alert> alerts = alerts(rows);
    assertThat(alerts).extracting(Alert::type).containsOnly(Type.HIGH_SAMPLE_RATE);
    assertThat(alerts.stream().filter(alert -> alert.state() == State.RAISED))
        .hasSize(Sensor.all().size())
        .allMatch(alert -> alert.windowStartMillis() == START + 2_000);
  }

  @Test
  void twoCyclesThatShareASecondHaveNotTooManySamples() {
    var rows = new ArrayList<>(warm(2));
    rows.add(part(rows.get(59), 1, 70));
    rows.set(59, part(rows.get(59), 0, 30));
    assertThat(alerts(rows)).isEmpty();
  }

  /** The share of a second's samples, in percent, that belong to a cycle; 1 of 1 stays with 0. */
  private static FeatureVector part(FeatureVector row, int cycle, int percent) {
    RigSnapshot s = row.snapshot();
    var sensors = new EnumMap<Sensor, Statistics>(Sensor.class);
    s.sensors()
        .forEach(
            (x, d) -> {
              long count = d.count() == 1 ? 1 - cycle : d.count() * percent / 100;
              if (count > 0) {
                sensors.put(x, new Statistics(count, d.avg(), d.min(), d.max(), d.std()));
              }
            });
    return Features.of(
        new RigSnapshot(s.rig(), cycle, s.windowStartMillis(), s.windowEndMillis(), 0, sensors),
        RIG);
  }

  private static FeatureVector without(FeatureVector row, Sensor... silent) {
    RigSnapshot s = row.snapshot();
    var sensors = new EnumMap<>(s.sensors());
    List.of(silent).forEach(sensors::remove);
    return Features.of(
        new RigSnapshot(s.rig(), s.cycle(), s.windowStartMillis(), s.windowEndMillis(), 0, sensors),
        RIG);
  }

  private static FeatureVector revised(FeatureVector row) {
    RigSnapshot s = row.snapshot();
    return Features.of(
        new RigSnapshot(
            s.rig(), s.cycle(), s.windowStartMillis(), s.windowEndMillis(), 1, s.sensors()),
        RIG);
  }

  @Test
  void conditionIsRaisedOnceItHasHeldAndClearedOnceItIsAway() {
    var alerts = alerts(warm(1, 10, 20, 95));
    assertThat(told(alerts)).containsExactly("raised warning 12", "cleared warning 24");
    Alert raised = alerts.get(0);
    assertThat(raised.type()).isEqualTo(Type.TOO_HIGH);
    assertThat(raised.sensor()).isEqualTo(Sensor.TS2);
    assertThat(raised.sinceMillis()).isEqualTo(START + 10_000);
    assertThat(raised.limit()).isEqualTo(90);
    assertThat(raised.message())
        .matches(
            "Rig rig-1: temperature TS2 rose to 9\\d.\\d °C, above its warning level of 90.0 °C"
                + " \\(since 2025-11-08 14:30:10 UTC, for 3 s\\)");
    assertThat(alerts.get(1).id()).isEqualTo(raised.id());
    assertThat(alerts.get(1).message())
        .matches(
            "Rig rig-1: too high of TS2 is over \\(it was there since 2025-11-08 14:30:10 UTC, for"
                + " 10 s; at worst 9\\d.\\d\\d against a limit of 90.00\\)");
  }

  @Test
  void rowsThatTheEndOfTimeHasOvertakenAreJudgedAtOnce() {
    var judge =
        new WatchContext(
            RIG, Detectors.withoutBaseline(RIG), null, CarriedAlerts.NONE, Silence.IGNORED);
    var incomplete =
        warm(1, 0, 60, 20).stream().limit(5).map(row -> without(row, Sensor.FS2)).toList();
    var watch = new RigWatch();
    assertThat(watch.finish(List.of(), judge).alerts()).isEmpty();
    watch = copy(watch);
    assertThat(watch.take(incomplete, judge).alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.type()).isEqualTo(Type.SENSOR_MISSING));
    assertThat(watch.waiting()).isZero();
  }

  @Test
  void shortConditionIsNotAlerted() {
    assertThat(alerts(warm(1, 10, 12, 95, 14, 16, 95, 30, 31, 130))).isEmpty();
  }

  @Test
  void itEscalatesEasesAndIsOneAlert() {
    var alerts = alerts(warm(1, 5, 10, 95, 10, 20, 130, 20, 35, 95));
    assertThat(told(alerts))
        .containsExactly(
            "raised warning 7", "escalated critical 12", "eased warning 24", "cleared warning 39");
    assertThat(alerts).extracting(Alert::id).containsOnly(alerts.get(0).id());
    assertThat(alerts.get(1).message()).contains("critical level of 120.0", "critical now");
    assertThat(alerts.get(2).message()).contains("warning level of 90.0", "no longer critical");
    assertThat(alerts.get(3).value()).isGreaterThan(120);
  }

  @Test
  void momentThatIsCriticalDoesNotEscalate() {
    assertThat(told(alerts(warm(1, 5, 10, 95, 10, 12, 130, 12, 20, 95))))
        .containsExactly("raised warning 7", "cleared warning 24");
  }

  @Test
  void criticalConditionIsRaisedAsCritical() {
    assertThat(told(alerts(warm(1, 5, 10, 130))))
        .containsExactly("raised critical 7", "cleared critical 14");
  }

  @Test
  void betweenTheClearLevelAndTheLimitAnAlertLasts() {
    assertThat(told(alerts(warm(1, 5, 10, 95, 10, 25, 88))))
        .containsExactly("raised warning 7", "cleared warning 29");
    assertThat(alerts(warm(1, 5, 25, 88))).isEmpty();
  }

  @Test
  void flappingConditionIsAlertedOncePerCoolDown() {
    // cleared after second 14; back at 20 and lasting past the end of the cool-down, second 34
    var alerts = alerts(warm(1, 5, 10, 95, 20, 40, 95));
    assertThat(told(alerts))
        .containsExactly(
            "raised warning 7", "cleared warning 14", "raised warning 34", "cleared warning 44");
    assertThat(alerts.get(2).sinceMillis()).isEqualTo(START + 20_000);
    assertThat(alerts.get(2).id()).isNotEqualTo(alerts.get(0).id());
    assertThat(told(alerts(warm(1, 5, 10, 95, 20, 24, 95))))
        .containsExactly("raised warning 7", "cleared warning 14");
  }

  @Test
  void worseConditionSkipsCoolDown() {
    assertThat(told(alerts(warm(1, 5, 10, 95, 20, 24, 130))))
        .containsExactly(
            "raised warning 7", "cleared warning 14", "raised critical 22", "cleared critical 28");
  }

  @Test
  void oneWorseSecondDoesNotEndTheCoolDown() {
    var rows = new ArrayList<>(warm(1, 5, 10, 95, 20, 24, 95));
    rows.set(22, warm(1, 22, 23, 130).get(22));
    assertThat(told(alerts(rows))).containsExactly("raised warning 7", "cleared warning 14");
  }

  @Test
  void lastingConditionIsReminded() {
    assertThat(told(alerts(warm(2, 5, 80, 95))))
        .containsExactly(
            "raised warning 7", "reminded warning 37", "reminded warning 67", "cleared warning 84");
  }

  @Test
  void noDataIsNotAllRight() {
    var rows = new ArrayList<>(warm(1, 5, 10, 95));
    // nothing at all for 20 s, then TS2 alone silent for 15 s more
    rows.subList(10, 30).clear();
    for (int i = 10; i < 25; i++) {
      rows.set(i, without(rows.get(i), Sensor.TS2));
    }
    var alerts = new ArrayList<>(alerts(rows));
    alerts.removeIf(alert -> alert.type() != Type.TOO_HIGH);
    assertThat(told(alerts)).containsExactly("raised warning 7", "cleared warning 49");
  }

  @Test
  void conditionThatBeganBeforeALongSilenceIsNotTheSame() {
    var rows = new ArrayList<>(warm(1, 8, 10, 95, 40, 42, 95));
    rows.subList(10, 40).clear();
    assertThat(alerts(rows)).isEmpty();
  }

  @Test
  void silentSensorIsAlertedAndBack() {
    var rows = new ArrayList<>(warm(1));
    for (int i = 20; i < 30; i++) {
      rows.set(i, without(rows.get(i), Sensor.VS1, Sensor.FS1));
    }
    var alerts = alerts(rows);
    assertThat(told(alerts))
        .containsExactly(
            "raised warning 22", "raised warning 22", "cleared warning 34", "cleared warning 34");
    assertThat(alerts).extracting(Alert::sensor).contains(Sensor.VS1, Sensor.FS1);
    assertThat(alerts).extracting(Alert::component).containsOnlyNulls();
  }

  @Test
  void featureHasLevelsToo() {
    var rows = new ArrayList<>(warm(1));
    rows.replaceAll(
        row ->
            row.snapshot().windowStartMillis() < START + 30_000
                ? row
                : new FeatureVector(
                    row.snapshot(),
                    Arrays.asList(null, null, -20.0, null, null, null, null),
                    row.complete()));
    assertThat(alerts(rows))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.type()).isEqualTo(Type.TOO_LOW);
              assertThat(alert.sensor()).isEqualTo(Feature.FLOW_MEAN);
              assertThat(alert.message())
                  .startsWith("Rig rig-1: flow mean fell to -20.0 l/min, below its warning level");
            });
  }

  @Test
  void orderOfRowsAndHowTheyComeTogetherDoNotMatter() {
    var rows = warm(3, 5, 10, 95, 20, 60, 130, 60, 100, 95, 140, 170, 130);
    var expected = alerts(rows);
    assertThat(expected).hasSizeGreaterThan(5);
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      // Rows come up to ten seconds out of order, incomplete and whole, in batches of any size.
      var keyed = new ArrayList<Map.Entry<Double, FeatureVector>>();
      for (int i = 0; i < rows.size(); i++) {
        FeatureVector row = rows.get(i);
        if (random.nextInt(4) == 0) {
          keyed.add(Map.entry((double) i, without(row, Sensor.TS2, Sensor.PS1)));
          row = revised(row);
        }
        keyed.add(Map.entry(i + 10 * random.nextDouble(), row));
      }
      keyed.sort(Map.Entry.comparingByKey());
      var batches = new ArrayList<List<FeatureVector>>();
      for (int from = 0; from < keyed.size(); ) {
        int to = Math.min(keyed.size(), from + 1 + random.nextInt(1 + seed % 50));
        var batch = new ArrayList<FeatureVector>();
        keyed.subList(from, to).forEach(e -> batch.add(e.getValue()));
        Collections.shuffle(batch, random);
        batches.add(batch);
        from = to;
      }
      assertThat(watch(RIG, null, batches)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void oneBatchMayBeFarAheadOfTheOther() {
    var rows = warm(2, 50, 70, 95);
    // the second cycle whole before the end of the first, as on Spark when it catches up
    var batches = List.of(rows.subList(0, 40), rows.subList(60, 110), rows.subList(40, 60));
    var all = new ArrayList<>(batches);
    all.add(rows.subList(110, 120));
    assertThat(watch(RIG, null, all)).isEqualTo(alerts(rows)).hasSize(2);
  }

  @Test
  void completeSecondIsJudgedAtOnceAndAnIncompleteOneIsWaitedFor() {
    var judge =
        new WatchContext(
            RIG, Detectors.withoutBaseline(RIG), null, CarriedAlerts.NONE, Silence.IGNORED);
    var watch = new RigWatch();
    var rows = warm(1, 30, 60, 95);
    // The first second of all might have one before it.
    for (int i = 0; i < 30; i++) {
      watch.take(List.of(rows.get(i)), judge);
    }
    assertThat(watch.waiting()).isZero();
    watch.take(List.of(rows.get(30)), judge);
    watch.take(List.of(rows.get(31)), judge);
    assertThat(watch.take(List.of(rows.get(32)), judge).alerts()).hasSize(1);
    watch.take(List.of(without(rows.get(33), Sensor.PS1)), judge);
    watch.take(rows.subList(34, 46), judge);
    assertThat(watch.waiting()).isEqualTo(13);
    watch.take(List.of(rows.get(46)), judge);
    assertThat(watch.waiting()).isZero();
  }

  @Test
  void tooLateRowChangesNoAlert() {
    var judge =
        new WatchContext(
            RIG,
            Detectors.withoutBaseline(RIG),
            Detectors.with(Rigs.baseline(8), RIG),
            CarriedAlerts.NONE,
            Silence.IGNORED);
    var watch = new RigWatch();
    watch.take(rows(19, Fault.NONE), judge);
    var cycle = rows(20, (sensor, second) -> sensor == Sensor.TS2 && second == 5 ? 60 : 0);
    var withoutOne = new ArrayList<>(cycle);
    FeatureVector late = withoutOne.remove(5);
    watch.take(withoutOne, judge);
    watch.take(rows(21, Fault.NONE), judge);
    var outcome = watch.take(List.of(late), judge);
    assertThat(outcome.alerts()).isEmpty();
    assertThat(outcome.anomalies()).extracting(a -> a.type()).contains(Type.ZSCORE_OUTLIER);
  }

  @Test
  void laterRevisionOfRowJudgesItsWindowAndStepsAgain() {
    var judge =
        new WatchContext(
            RIG,
            Detectors.withoutBaseline(RIG),
            Detectors.with(Rigs.baseline(8), RIG),
            CarriedAlerts.NONE,
            Silence.IGNORED);
    var watch = new RigWatch();
    watch.take(rows(19, Fault.NONE), judge);
    var wrong = rows(20, (sensor, second) -> sensor == Sensor.TS2 && second == 5 ? 60 : 0);
    var found = new TreeMap<String, WindowFindings>();
    watch.take(wrong, judge).findings().forEach(f -> found.put(place(f), f));
    watch.take(rows(21, Fault.NONE), judge).findings().forEach(f -> found.put(place(f), f));
    long second = wrong.get(5).snapshot().windowStartMillis();
    assertThat(of(found, second, Scope.ROW).anomalies()).isNotEmpty();
    assertThat(of(found, second, Scope.SECOND).anomalies()).isNotEmpty();
    assertThat(of(found, second, Scope.STEP).anomalies()).isNotEmpty();
    assertThat(of(found, second + 1_000, Scope.STEP).anomalies()).isNotEmpty();
    assertThat(of(found, second + 54_000, Scope.CYCLE).anomalies()).isNotEmpty();

    var right = rows(20, Fault.NONE).get(5).snapshot();
    var revised =
        new RigSnapshot(right.rig(), 20, second, right.windowEndMillis(), 1, right.sensors());
    watch
        .take(List.of(Features.of(revised, RIG)), judge)
        .findings()
        .forEach(f -> found.put(place(f), f));

    assertThat(of(found, second, Scope.ROW).version().revision()).isEqualTo(1);
    assertThat(of(found, second, Scope.SECOND).version().revision()).isEqualTo(1);
    assertThat(found.values()).allSatisfy(f -> assertThat(f.anomalies()).isEmpty());
  }

  private static String place(WindowFindings found) {
    return found.cycle() + " " + found.windowStartMillis() + " " + found.scope();
  }

  private static WindowFindings of(Map<String, WindowFindings> found, long start, Scope scope) {
    return found.get("20 " + start + " " + scope);
  }

  @Test
  void cycleFindingStandsForWholeCycle() {
    var baseline = Rigs.baseline(8);
    var rows = new ArrayList<FeatureVector>();
    for (int cycle = 20; cycle < 26; cycle++) {
      rows.addAll(rows(cycle, cycle == 22 || cycle == 23 ? Rigs::leaking : Fault.NONE));
    }
    var rig =
        RIG.with(new AlertRules(12_000, new Rule(3_000, 5_000, 0, 3_600_000), Map.of()))
            .with(Map.of(Type.CROSS_SENSOR, RigConfig.usualDetectors().get(Type.CROSS_SENSOR)));
    var alerts = watch(rig, baseline, List.of(rows));
    assertThat(alerts).extracting(Alert::type).containsOnly(Type.CROSS_SENSOR);
    assertThat(alerts).extracting(Alert::state).containsExactly(State.RAISED, State.CLEARED);
    assertThat(alerts.get(0).component()).isEqualTo(Component.PUMP);
    assertThat(alerts.get(0).windowEndMillis()).isEqualTo(START + 23 * 60_000);
    assertThat(alerts.get(1).windowEndMillis()).isEqualTo(START + 25 * 60_000);
  }

  @Test
  void sharedSecondHasNoMissingSensor() {
    var rows = new ArrayList<FeatureVector>(warm(1));
    var shared = new ArrayList<FeatureVector>();
    for (FeatureVector row : rows) {
      RigSnapshot s = row.snapshot();
      shared.add(without(row, Sensor.TS1, Sensor.CE));
      var sensors = new EnumMap<>(s.sensors());
      sensors.keySet().retainAll(List.of(Sensor.TS1, Sensor.CE));
      shared.add(
          Features.of(
              new RigSnapshot(s.rig(), 1, s.windowStartMillis(), s.windowEndMillis(), 0, sensors),
              RIG));
    }
    assertThat(alerts(shared)).isEmpty();
  }

  @Test
  void stateIsBounded() throws Exception {
    var judge =
        new WatchContext(
            RIG,
            Detectors.withoutBaseline(RIG),
            Detectors.with(Rigs.baseline(8), RIG),
            CarriedAlerts.NONE,
            Silence.IGNORED);
    var watch = new RigWatch();
    var random = new Random(3);
    var sizes = new HashSet<Integer>();
    for (int cycle = 0; cycle < 60; cycle++) {
      for (FeatureVector row : rows(cycle, (sensor, second) -> random.nextInt(30) == 0 ? 70 : 0)) {
        // now and then a sensor or a whole second is not there
        if (random.nextInt(10) > 0) {
          watch.take(
              List.of(
                  random.nextInt(5) == 0
                      ? without(row, Sensor.all().get(random.nextInt(17)))
                      : row),
              judge);
          assertThat(watch.waiting()).isLessThanOrEqualTo(14);
        }
      }
      sizes.add(CoderUtils.encodeToByteArray(new RigWatchCoder(), watch).length / 200_000);
    }
    assertThat(sizes).containsExactly(0);
  }

  @Test
  void coderTravels() {
    CoderProperties.coderSerializable(new RigWatchCoder());
  }

  @Test
  void severitiesOfAllMessagesAreThoseOfTheAlert() {
    assertThat(alerts(warm(1, 5, 10, 130)))
        .extracting(Alert::severity)
        .containsOnly(Severity.CRITICAL);
  }
}
