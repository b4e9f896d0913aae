package io.hydrobeam.detect;

import static io.hydrobeam.baseline.Rigs.RIG;
import static io.hydrobeam.baseline.Rigs.baseline;
import static io.hydrobeam.baseline.Rigs.cycles;
import static io.hydrobeam.baseline.Rigs.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.baseline.Condition;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.baseline.History;
import io.hydrobeam.baseline.Learning;
import io.hydrobeam.baseline.Rigs;
import io.hydrobeam.baseline.Rigs.Fault;
import io.hydrobeam.features.Features;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.Bounds;
import io.hydrobeam.model.RigConfig.SensorSpec;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Snapshots;
import io.hydrobeam.model.Statistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class DetectorsTest {
  private static final Baseline NORMAL = baseline(8);
  private static final Detectors DETECTORS = Detectors.with(NORMAL, RIG);

  private static List<Anomaly> play(Detectors detectors, List<FeatureVector> rows) {
    var cycles = new RecentCycles();
    // the last row of the cycle before tells where this one starts
    cycles.observe(rows(rows.get(0).snapshot().cycle() - 1, Fault.NONE).get(59));
    var found = new ArrayList<Anomaly>();
    rows.forEach(row -> found.addAll(detectors.anomaliesIn(cycles.observe(row))));
    return found;
  }

  private static List<Anomaly> play(int cycle, Fault fault) {
    return play(DETECTORS, rows(cycle, fault));
  }

  @Test
  void normalCyclesThatWereNotLearnedFromAreQuiet() {
    for (int cycle = 20; cycle < 50; cycle++) {
      assertThat(play(cycle, Fault.NONE)).as("cycle %d", cycle).isEmpty();
    }
  }

  @Test
  void valueFarFromNormalIsOutlier() {
    var found = play(20, (sensor, second) -> sensor == Sensor.TS2 && second == 15 ? 12 : 0);
    assertThat(found)
        .filteredOn(anomaly -> anomaly.type() == Type.ZSCORE_OUTLIER)
        .singleElement()
        .satisfies(
            anomaly -> {
              assertThat(anomaly.sensor()).isEqualTo(Sensor.TS2);
              assertThat(anomaly.windowStartMillis())
                  .isEqualTo(Rigs.START + (20 * 60 + 15) * 1_000L);
              assertThat(anomaly.message())
                  .startsWith("Rig rig-1: temperature TS2 is ")
                  .contains("in second 15 of the cycle, normal there are ");
            });
  }

  @Test
  void normalValueOfOneSecondIsOutlierInAnother() {
    // the crest of the wave in its trough
    var found = play(20, (sensor, second) -> sensor == Sensor.TS1 && second == 45 ? 20 : 0);
    assertThat(found).extracting(Anomaly::type).contains(Type.ZSCORE_OUTLIER);
  }

  @Test
  void spikeWithinASecondIsAnOutlierBySwing() {
    var rows = new ArrayList<>(rows(20, Fault.NONE));
    var sensors = new EnumMap<>(rows.get(30).snapshot().sensors());
    Statistics ps2 = sensors.get(Sensor.PS2);
    sensors.put(Sensor.PS2, new Statistics(100, ps2.avg(), ps2.min(), ps2.max() + 100, 9));
    rows.set(30, Rigs.row(20, 30, sensors));
    assertThat(play(DETECTORS, rows))
        .singleElement()
        .satisfies(
            anomaly -> {
              assertThat(anomaly.sensor()).isEqualTo(Sensor.PS2);
              assertThat(anomaly.severity()).isEqualTo(Severity.CRITICAL);
              assertThat(anomaly.message()).contains("pressure PS2 swings by");
            });
  }

  @Test
  void abnormalStepIsSuddenChangeInAnyRowOrder() {
    Fault step = (sensor, second) -> sensor == Sensor.CE && second >= 30 ? 25 : 0;
    var rows = new ArrayList<>(rows(20, step));
    var inOrder = play(DETECTORS, rows);
    assertThat(inOrder)
        .filteredOn(anomaly -> anomaly.type() == Type.SUDDEN_CHANGE)
        .singleElement()
        .satisfies(
            anomaly -> {
              assertThat(anomaly.sensor()).isEqualTo(Sensor.CE);
              assertThat(anomaly.message()).contains("from second 29 to 30");
            });
    for (int seed = 0; seed < 5; seed++) {
      var shuffled = new ArrayList<>(rows.subList(1, 59));
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.add(0, rows.get(0));
      shuffled.add(rows.get(59));
      assertThat(play(DETECTORS, shuffled)).containsExactlyInAnyOrderElementsOf(inOrder);
    }
  }

  @Test
  void missingSecondHasNoStep() {
    Fault step = (sensor, second) -> sensor == Sensor.CE && second >= 30 ? 25 : 0;
    var rows = new ArrayList<>(rows(20, step));
    rows.remove(29);
    assertThat(play(DETECTORS, rows)).extracting(Anomaly::type).doesNotContain(Type.SUDDEN_CHANGE);
  }

  @Test
  void sensorThatRepeatsItselfIsStuckWithinThreeSeconds() {
    Fault stuck =
        (sensor, second) -> sensor == Sensor.PS3 && second >= 20 ? -Rigs.wave(sensor, second) : 0;
    var rows = new ArrayList<FeatureVector>();
    for (FeatureVector row : rows(20, stuck)) {
      int second = rows.size();
      var sensors = new EnumMap<>(row.snapshot().sensors());
      if (second >= 20) {
        sensors.put(
            Sensor.PS3,
            new Statistics(100, second % 2 == 0 ? 61.5 : Math.nextUp(61.5), 61.5, 61.5, 0));
      }
      rows.add(Rigs.row(20, second, sensors));
    }
    var first =
        play(DETECTORS, rows).stream()
            .filter(anomaly -> anomaly.type() == Type.SENSOR_STUCK)
            .findFirst()
            .orElseThrow();
    assertThat(first.sensor()).isEqualTo(Sensor.PS3);
    assertThat(first.windowEndMillis()).isLessThanOrEqualTo(Rigs.START + (20 * 60 + 23) * 1_000L);
  }

  @Test
  void slowSensorMayRestForALittleLongerThanItEverDid() {
    // in eight cycles it never rested, in 100,000 it may repeat a value twice
    assertThat(stuckAfter(Sensor.TS1, NORMAL)).isEqualTo(4);
    var known = History.learn(Map.of(Condition.of(100, 100, 0, 130), cycles(100, 200, Fault.NONE)));
    var many = Learning.learn("test", cycles(0, 8, Fault.NONE), Rigs.rates(), known);
    assertThat(stuckAfter(Sensor.TS1, many)).isEqualTo(3);
  }

  /** How many times a sensor reports the same until it is found to be stuck. */
  private static int stuckAfter(Sensor sensor, Baseline baseline) {
    var rows = new ArrayList<FeatureVector>();
    Statistics first = null;
    for (FeatureVector row : rows(20, Fault.NONE)) {
      var sensors = new EnumMap<>(row.snapshot().sensors());
      first = rows.size() == 20 ? sensors.get(sensor) : first;
      if (first != null) {
        sensors.put(sensor, first);
      }
      rows.add(Rigs.row(20, rows.size(), sensors));
    }
    return play(Detectors.with(baseline, RIG), rows).stream()
            .filter(anomaly -> anomaly.type() == Type.SENSOR_STUCK)
            .mapToInt(anomaly -> (int) ((anomaly.windowEndMillis() - Rigs.START) / 1_000 - 20 * 60))
            .min()
            .orElseThrow()
        - 20;
  }

  @Test
  void sensorThatAlwaysRestsIsNeverStuck() {
    var resting = new ArrayList<CycleTrace>();
    for (int cycle = 0; cycle < 8; cycle++) {
      resting.add(CycleTrace.of(withPs4(cycle, 0)));
    }
    var detectors = Detectors.with(Learning.learn("test", resting, Rigs.rates(), null), RIG);
    assertThat(play(detectors, withPs4(20, 0))).isEmpty();
  }

  private static List<FeatureVector> withPs4(int cycle, double value) {
    var rows = new ArrayList<FeatureVector>();
    for (FeatureVector row : rows(cycle, Fault.NONE)) {
      var sensors = new EnumMap<>(row.snapshot().sensors());
      sensors.put(Sensor.PS4, new Statistics(100, value, value, value, 0));
      rows.add(Rigs.row(cycle, rows.size(), sensors));
    }
    return rows;
  }

  @Test
  void curveOfAnotherShapeIsAnUnusualPattern() {
    Fault flat =
        (sensor, second) ->
            sensor == Sensor.VS1 ? 60 - Rigs.wave(sensor, second) - sensor.ordinal() : 0;
    assertThat(play(20, flat))
        .filteredOn(anomaly -> anomaly.type() == Type.UNUSUAL_PATTERN)
        .singleElement()
        .satisfies(
            anomaly -> {
              assertThat(anomaly.sensor()).isEqualTo(Sensor.VS1);
              assertThat(anomaly.windowStartMillis())
                  .isEqualTo(Rigs.START + (20 * 60 + 59) * 1_000L);
            });
  }

  @Test
  void curveThatIsOnlyHigherHasTheUsualShape() {
    assertThat(play(20, (sensor, second) -> sensor == Sensor.VS1 ? 30 : 0))
        .extracting(Anomaly::type)
        .contains(Type.ZSCORE_OUTLIER)
        .doesNotContain(Type.UNUSUAL_PATTERN);
  }

  @Test
  void sensorsThatDoNotGoTogetherAreFoundAndTheirComponentSuspected() {
    assertThat(play(20, Rigs::warm))
        .filteredOn(anomaly -> anomaly.type() == Type.CROSS_SENSOR)
        .singleElement()
        .satisfies(
            anomaly -> {
              assertThat(anomaly.sensor()).isNull();
              assertThat(anomaly.message()).contains("instead of").endsWith("suspected: cooler");
            });
    assertThat(DETECTORS.suspect(Rigs.cycle(20, Rigs::warm))).contains(Component.COOLER);
    assertThat(DETECTORS.suspect(Rigs.cycle(20, Rigs::leaking))).contains(Component.PUMP);
  }

  @Test
  void withLabelledCyclesTheKindOfWearIsNamed() {
    var history = History.learn(Rigs.labelled());
    var detectors =
        Detectors.with(
            Learning.learn("test", Rigs.cycles(0, 8, Fault.NONE), Rigs.rates(), history), RIG);
    assertThat(play(detectors, rows(20, Rigs::leaking)))
        .filteredOn(anomaly -> anomaly.type() == Type.CROSS_SENSOR)
        .singleElement()
        .satisfies(
            anomaly ->
                assertThat(anomaly.message())
                    .endsWith("suspected: pump, as after a step from 0 to 2"));
    assertThat(play(detectors, rows(21, Rigs::warm)))
        .filteredOn(anomaly -> anomaly.type() == Type.CROSS_SENSOR)
        .singleElement()
        .satisfies(
            anomaly ->
                assertThat(anomaly.message())
                    .endsWith("suspected: cooler, as after a step from 100 to 3"));
    assertThat(play(detectors, rows(22, Fault.NONE))).isEmpty();
  }

  @Test
  void incompleteWindowRaisesNothingButWhatItLacks() {
    var rows = new ArrayList<>(rows(20, Rigs::warm));
    var incomplete = new ArrayList<FeatureVector>();
    for (FeatureVector row : rows) {
      var sensors = new EnumMap<>(row.snapshot().sensors());
      sensors.remove(Sensor.SE);
      incomplete.add(Rigs.row(20, incomplete.size(), sensors));
    }
    assertThat(play(DETECTORS, incomplete)).isEmpty();
    assertThat(Detectors.withoutBaseline(RIG).anomaliesIn(incomplete.get(0)))
        .extracting(Anomaly::type)
        .containsExactly(Type.SENSOR_MISSING);
  }

  @Test
  void rowWhoseSecondIsNotKnownIsNotHeldAgainstABaseline() {
    var found = new ArrayList<Anomaly>();
    rows(20, Rigs::warm).forEach(row -> found.addAll(DETECTORS.anomaliesIn(row)));
    assertThat(found).isEmpty();
  }

  @Test
  void detectorThatIsNotConfiguredIsOff() {
    var levels = new TreeMap<>(RigConfig.usualDetectors());
    levels.remove(Type.ZSCORE_OUTLIER);
    var rig = RIG.with(levels);
    assertThat(play(Detectors.with(NORMAL, rig), rows(20, Rigs::warm)))
        .extracting(Anomaly::type)
        .containsOnly(Type.CROSS_SENSOR);
  }

  @Test
  void detectorsTravelToWorkers() {
    assertThat(play(SerializableUtils.clone(DETECTORS), rows(20, Rigs::warm)))
        .isEqualTo(play(20, Rigs::warm));
  }

  @Test
  void sensorLevelsWarnWithWorseOne() {
    var rig = withBounds(new Bounds(-100, 1, 5, 20, 30, 100));
    var rows = Detectors.withoutBaseline(rig);
    assertThat(rows.anomaliesIn(ts1(rig, 25)))
        .singleElement()
        .satisfies(
            anomaly -> {
              assertThat(anomaly.type()).isEqualTo(Type.TOO_HIGH);
              assertThat(anomaly.severity()).isEqualTo(Severity.WARNING);
              assertThat(anomaly.message())
                  .isEqualTo(
                      "Rig rig-1: temperature TS1 rose to 25.0 °C, above its warning level of 20.0"
                          + " °C");
            });
    assertThat(rows.anomaliesIn(ts1(rig, 35)))
        .extracting(Anomaly::severity)
        .containsExactly(Severity.CRITICAL);
    assertThat(rows.anomaliesIn(ts1(rig, 3)))
        .extracting(Anomaly::type)
        .containsExactly(Type.TOO_LOW);
    assertThat(rows.anomaliesIn(ts1(rig, 20))).isEmpty();
  }

  @Test
  void unmeasurableValueIsOutOfRange() {
    var rig = withBounds(new Bounds(-40, -1e9, -1e9, 1e9, 1e9, 90));
    var rows = Detectors.withoutBaseline(rig);
    assertThat(rows.anomaliesIn(ts1(rig, 91)))
        .singleElement()
        .satisfies(
            anomaly ->
                assertThat(anomaly.message())
                    .isEqualTo(
                        "Rig rig-1: temperature sensor TS1 reports 91.0 °C and cannot measure more"
                            + " than 90.0 °C; check the sensor"));
    assertThat(rows.anomaliesIn(ts1(rig, -41)))
        .extracting(Anomaly::type)
        .containsExactly(Type.SENSOR_OUT_OF_RANGE);
  }

  @Test
  void lowRateIsReportedUnlessAllSensorsAreLow() {
    var rows = Detectors.withoutBaseline(RIG);
    assertThat(rows.anomaliesIn(counting(Sensor.PS2, 40)))
        .singleElement()
        .satisfies(
            anomaly -> {
              assertThat(anomaly.type()).isEqualTo(Type.LOW_SAMPLE_RATE);
              assertThat(anomaly.value()).isEqualTo(0.4);
              assertThat(anomaly.message())
                  .isEqualTo(
                      "Rig rig-1: pressure sensor PS2 sent 40 of the 100 samples that its rate"
                          + " promises");
            });
    assertThat(rows.anomaliesIn(counting(Sensor.PS2, 50))).isEmpty();
    var border =
        Snapshots.with(
            sensors ->
                sensors.replaceAll(
                    (sensor, s) ->
                        new Statistics(
                            Math.max(1, s.count() / 4), s.avg(), s.min(), s.max(), s.std())));
    assertThat(rows.anomaliesIn(Features.of(border, RIG))).isEmpty();
  }

  @Test
  void sensorWithTooManySamplesIsNamed() {
    var rows = Detectors.withoutBaseline(RIG);
    assertThat(rows.anomaliesIn(counting(Sensor.PS2, 200)))
        .singleElement()
        .satisfies(
            anomaly -> {
              assertThat(anomaly.type()).isEqualTo(Type.HIGH_SAMPLE_RATE);
              assertThat(anomaly.severity()).isEqualTo(Severity.CRITICAL);
              assertThat(anomaly.value()).isEqualTo(2);
              assertThat(anomaly.message())
                  .isEqualTo(
                      "Rig rig-1: pressure sensor PS2 sent 200 samples, and its rate promises 100; do"
                          + " two rigs share this name, or does a producer repeat samples?");
            });
    assertThat(rows.anomaliesIn(counting(Sensor.PS2, 102)))
        .extracting(Anomaly::severity)
        .containsExactly(Severity.WARNING);
    assertThat(rows.anomaliesIn(counting(Sensor.TS1, 2)))
        .extracting(Anomaly::severity)
        .containsExactly(Severity.CRITICAL);
    var off = RIG.with(Map.of());
    assertThat(Detectors.withoutBaseline(off).anomaliesIn(counting(Sensor.PS2, 200))).isEmpty();
  }

  @Test
  void oneSampleMoreThanPromisedIsJitter() {
    var rows = Detectors.withoutBaseline(RIG);
    assertThat(rows.anomaliesIn(counting(Sensor.PS2, 101))).isEmpty();
    assertThat(rows.anomaliesIn(counting(Sensor.FS1, 11))).isEmpty();
    assertThat(rows.anomaliesIn(counting(Sensor.FS1, 12))).hasSize(1);
  }

  private static FeatureVector counting(Sensor sensor, long count) {
    return Features.of(
        Snapshots.with(sensors -> sensors.put(sensor, Snapshots.steady(count, 7))), RIG);
  }

  private static RigConfig withBounds(Bounds bounds) {
    var sensors = new EnumMap<>(RIG.sensors());
    sensors.put(Sensor.TS1, new SensorSpec("°C", 1, bounds));
    return new RigConfig(sensors, RIG.pressures(), RIG.temperatures(), RIG.flows(), RIG.limits());
  }

  private static FeatureVector ts1(RigConfig rig, double value) {
    return Features.of(
        Snapshots.with(sensors -> sensors.put(Sensor.TS1, Snapshots.steady(1, value))), rig);
  }
}
