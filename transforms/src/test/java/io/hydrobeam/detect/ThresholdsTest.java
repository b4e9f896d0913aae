package io.hydrobeam.detect;

import static io.hydrobeam.model.Snapshots.steady;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.alert.CarriedAlerts;
import io.hydrobeam.alert.DetectAnomalies;
import io.hydrobeam.features.Features;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.Limits;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Snapshots;
import io.hydrobeam.model.Statistics;
import io.hydrobeam.model.WindowFindings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
  private static final RigConfig RIG = RigConfig.standard();

  private static List<Anomaly> in(RigSnapshot snapshot) {
    return Detectors.withoutBaseline(RIG).anomaliesIn(Features.of(snapshot, RIG));
  }

  private static List<Anomaly> in(Consumer<Map<Sensor, Statistics>> change) {
    return in(Snapshots.with(change));
  }

  private static List<Anomaly> with(Sensor sensor, double min, double max) {
    return in(sensors -> sensors.put(sensor, new Statistics(sensor.hertz(), max, min, max, 0)));
  }

  private static Anomaly anomaly(
      Type type, Sensor sensor, Severity severity, double value, double limit, String message) {
    long start = Snapshots.START;
    return new Anomaly(
        Snapshots.RIG,
        Snapshots.CYCLE,
        start,
        start + 1_000,
        type,
        sensor,
        severity,
        value,
        limit,
        message);
  }

  @Test
  void quietSecondHasNoAnomaly() {
    assertThat(in(Snapshots.full())).isEmpty();
  }

  @Test
  void valueAtItsLimitIsNoAnomaly() {
    assertThat(with(Sensor.PS1, 300, 300)).isEmpty();
    assertThat(with(Sensor.PS1, 150, 200)).isEmpty();
    for (Sensor sensor : RIG.temperatures()) {
      assertThat(with(sensor, 100, 100)).isEmpty();
    }
  }

  @Test
  void pressureAboveItsLimitIsCritical() {
    assertThat(with(Sensor.PS1, 280, 312.34))
        .containsExactly(
            anomaly(
                Type.HIGH_PRESSURE,
                Sensor.PS1,
                Severity.CRITICAL,
                312.34,
                300,
                "Rig rig-1: pressure PS1 reached 312.3 bar, above its limit of 300.0 bar"));
    assertThat(with(Sensor.PS1, 300, Math.nextUp(300.0)))
        .extracting(Anomaly::type)
        .containsExactly(Type.HIGH_PRESSURE);
  }

  @Test
  void otherPressuresHaveNoLimit() {
    for (Sensor sensor : RIG.pressures().subList(1, 6)) {
      assertThat(with(sensor, 0, 1_000)).isEmpty();
    }
  }

  @Test
  void eachTemperatureAboveItsLimitIsAnAnomalyOfItsOwn() {
    assertThat(with(Sensor.TS3, 20, 100.26))
        .containsExactly(
            anomaly(
                Type.HIGH_TEMPERATURE,
                Sensor.TS3,
                Severity.CRITICAL,
                100.26,
                100,
                "Rig rig-1: temperature TS3 reached 100.3 °C, above its limit of 100.0 °C"));
    assertThat(in(sensors -> RIG.temperatures().forEach(s -> sensors.put(s, steady(1, 101)))))
        .extracting(Anomaly::sensor)
        .containsExactlyElementsOf(RIG.temperatures());
  }

  @Test
  void pressureThatMovesTooFarIsAWarning() {
    assertThat(with(Sensor.PS1, 120, 170.5))
        .containsExactly(
            anomaly(
                Type.PRESSURE_SPIKE,
                Sensor.PS1,
                Severity.WARNING,
                50.5,
                50,
                "Rig rig-1: pressure PS1 moved by 50.5 bar within one window, more than the 50.0"
                    + " bar allowed"));
  }

  @Test
  void eachSilentSensorIsMissing() {
    assertThat(in(sensors -> sensors.remove(Sensor.FS2)))
        .containsExactly(
            anomaly(
                Type.SENSOR_MISSING,
                Sensor.FS2,
                Severity.WARNING,
                0,
                10,
                "Rig rig-1: volume flow sensor FS2 sent nothing while 16 other sensors did"));
    assertThat(in(sensors -> sensors.keySet().retainAll(List.of(Sensor.SE))))
        .hasSize(16)
        .allMatch(anomaly -> anomaly.type() == Type.SENSOR_MISSING)
        .extracting(Anomaly::sensor)
        .containsExactlyElementsOf(Sensor.all().subList(0, 16));
  }

  @Test
  void allAnomaliesOfARowHaveIdsOfTheirOwn() {
    var anomalies =
        in(
            sensors -> {
              sensors.put(Sensor.PS1, new Statistics(100, 200, 100, 310, 9));
              sensors.put(Sensor.TS1, steady(1, 101));
              sensors.put(Sensor.TS2, steady(1, 101));
              sensors.remove(Sensor.SE);
              sensors.remove(Sensor.CE);
            });
    assertThat(anomalies).hasSize(6).extracting(Anomaly::id).doesNotHaveDuplicates();
  }

  @Test
  void limitsAreThoseOfTheConfiguration() {
    var strict =
        new RigConfig(
            RIG.sensors(),
            RIG.pressures(),
            RIG.temperatures(),
            RIG.flows(),
            new Limits(0.5, 12.5, -1));
    assertThat(Detectors.withoutBaseline(strict).anomaliesIn(Features.of(Snapshots.full(), strict)))
        .extracting(anomaly -> anomaly.type() + " " + anomaly.sensor() + " " + anomaly.limit())
        .containsExactly(
            "HIGH_PRESSURE PS1 0.5", "HIGH_TEMPERATURE TS4 12.5", "PRESSURE_SPIKE PS1 -1.0");
  }

  @Test
  void rigNamedLikeAFormatIsShownAsItIs() {
    var full = Snapshots.with(sensors -> sensors.remove(Sensor.SE));
    var odd =
        new RigSnapshot(
            "100%s", 0, full.windowStartMillis(), full.windowEndMillis(), 0, full.sensors());
    assertThat(in(odd)).singleElement().satisfies(a -> assertThat(a.message()).contains("100%s:"));
  }

  @Test
  void numbersAreEqualInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      var missing = in(sensors -> sensors.remove(Sensor.FS2)).get(0);
      assertThat(missing.message()).contains("while 16 other");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void transformGivesWhatTheThresholdsFind() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    var quiet = Snapshots.full();
    var silent = Snapshots.with(sensors -> sensors.remove(Sensor.FS2));
    PAssert.that(
            PCollectionTuple.of(
                    DetectAnomalies.ROWS,
                    pipeline.apply(Create.of(Features.of(quiet, RIG), Features.of(silent, RIG))))
                .apply(DetectAnomalies.of(RIG, null, CarriedAlerts.NONE, Duration.ofDays(1)))
                .get(DetectAnomalies.FINDINGS)
                .apply(
                    FlatMapElements.into(TypeDescriptor.of(Anomaly.class))
                        .via(WindowFindings::anomalies)))
        .containsInAnyOrder(in(silent));
    pipeline.run().waitUntilFinish();
  }
}
