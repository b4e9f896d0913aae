package io.hydrobeam.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AnomalyTest {
  private static final long START = 1_762_612_245_000L;

  private static Anomaly of(String rig, int cycle, long start, Type type, Sensor sensor) {
    return new Anomaly(
        rig, cycle, start, start + 1_000, type, sensor, Severity.WARNING, 1, 0, "message");
  }

  @Test
  void idDependsOnNothingButWhatTheAnomalyIs() {
    var first = of("rig-1", 3, START, Type.SENSOR_MISSING, Sensor.FS2);
    var later =
        new Anomaly(
            "rig-1",
            3,
            START,
            START + 1_000,
            Type.SENSOR_MISSING,
            Sensor.FS2,
            Severity.CRITICAL,
            9,
            8,
            "another message");
    assertThat(later.id()).isEqualTo(first.id());
    // Written down: an id that changes with a release would double what was alerted before.
    assertThat(first.id()).isEqualTo("5f23e082-1dde-3376-8c13-1aa45b075421");
  }

  @Test
  void eachPartMakesAnotherId() {
    var ids = new HashSet<String>();
    for (String rig : Arrays.asList("rig-1", "rig-2", "", "1/rig-1", "PS1/rig-1")) {
      for (int cycle : new int[] {0, 1, 11}) {
        for (long start : new long[] {START, START + 1, START + 1_000}) {
          for (Type type : Type.values()) {
            for (Sensor sensor : Arrays.asList(Sensor.PS1, Sensor.TS1, null)) {
              assertThat(ids.add(of(rig, cycle, start, type, sensor).id())).isTrue();
            }
          }
        }
      }
    }
  }

  @Test
  void idIsEqualInEveryLocale() {
    var anomaly = of("rig-1", 3, START, Type.HIGH_PRESSURE, Sensor.PS1);
    String id = anomaly.id();
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(anomaly.id()).isEqualTo(id);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void onlyDetectorsOfTheBaselineJudgeAgainstIt() {
    assertThat(Arrays.stream(Type.values()).filter(Type::isAgainstBaseline))
        .containsExactly(
            Type.SENSOR_STUCK,
            Type.ZSCORE_OUTLIER,
            Type.SUDDEN_CHANGE,
            Type.UNUSUAL_PATTERN,
            Type.CROSS_SENSOR);
  }

  @Test
  void labelsAreInSnakeCase() {
    assertThat(Arrays.stream(Type.values()).map(Type::label))
        .containsExactly(
            "high_pressure",
            "high_temperature",
            "pressure_spike",
            "sensor_missing",
            "too_high",
            "too_low",
            "sensor_out_of_range",
            "low_sample_rate",
            "rig_silent",
            "high_sample_rate",
            "sensor_stuck",
            "zscore_outlier",
            "sudden_change",
            "unusual_pattern",
            "cross_sensor");
    assertThat(Arrays.stream(Severity.values()).map(Severity::label))
        .containsExactly("info", "warning", "critical");
  }
}
