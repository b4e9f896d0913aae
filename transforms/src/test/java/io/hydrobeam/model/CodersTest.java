package io.hydrobeam.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.Anomaly.Type;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

/** What goes into a coder comes out of it, the same bytes for the same thing. */
class CodersTest {
  private static final RigCycle RIG_CYCLE = new RigCycle("Prüfstand/1", Integer.MAX_VALUE);
  private static final Moments MOMENTS = new Moments(100, 151.25, 3.5, -1e-300, 1e300);
  private static final Message MESSAGE =
      new Message(
          "hydraulic-PS1",
          2,
          1L << 40,
          1L << 41,
          new byte[] {1},
          new byte[] {0, -1},
          List.of(new Message.Header("é", new byte[] {5}), new Message.Header("", null)),
          12_345,
          true);
  private static final Message BARE_MESSAGE = new Message("", 0, 0, null, null, 0);

  private static <T> void survive(Class<T> type, List<T> values) throws Exception {
    Coder<T> coder = CoderRegistry.createDefault().getCoder(type);
    coder.verifyDeterministic();
    SerializableUtils.ensureSerializable(coder);
    for (T value : values) {
      CoderProperties.coderDecodeEncodeEqual(coder, value);
      CoderProperties.coderDeterministic(
          coder,
          value,
          CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, value)));
    }
  }

  private static RigSnapshot snapshot(List<Sensor> present) {
    var sensors = new EnumMap<Sensor, Statistics>(Sensor.class);
    present.forEach(
        s -> sensors.put(s, new Statistics(s.hertz(), s.ordinal(), -0.0, Double.MAX_VALUE, 0.5)));
    return new RigSnapshot("rig-1", 0, -1_000, 0, 3, sensors);
  }

  @Test
  void readings() throws Exception {
    survive(
        Reading.class,
        List.of(
            new Reading("rig-1", Sensor.PS1, 0, 151.19, 1_762_612_245_123L),
            new Reading("日", Sensor.SE, Integer.MAX_VALUE, -0.0, -1),
            new Reading("rig-1", Sensor.PS1, 0, 151.19, 0, 0),
            new Reading("rig-1", Sensor.PS1, 0, 151.19, 0, 999_999_999_999_999_999L)));
  }

  @Test
  void readingIsSmall() throws Exception {
    var reading = new Reading("rig-1", Sensor.PS1, 2204, 151.19, 1_762_612_245_123L, 5_999);
    assertThat(CoderUtils.encodeToByteArray(ReadingCoder.of(), reading)).hasSizeLessThan(27);
  }

  @Test
  void messages() throws Exception {
    survive(Message.class, List.of(MESSAGE, BARE_MESSAGE));
  }

  @Test
  void deadLettersForEachReason() throws Exception {
    for (var reason : DeadLetter.Reason.values()) {
      survive(
          DeadLetter.class,
          List.of(new DeadLetter(MESSAGE, reason, "x"), new DeadLetter(BARE_MESSAGE, reason, "")));
    }
  }

  @Test
  void keysForEachSensor() throws Exception {
    survive(RigCycle.class, List.of(RIG_CYCLE, new RigCycle("", 0)));
    survive(JoinKey.class, List.of(JoinKey.of(RIG_CYCLE), JoinKey.ofTally("a/1")));
    for (Sensor sensor : Sensor.all()) {
      survive(SensorKey.class, List.of(new SensorKey(RIG_CYCLE, sensor)));
    }
  }

  @Test
  void moments() throws Exception {
    survive(Moments.class, List.of(MOMENTS, Moments.of(7)));
    survive(SensorMoments.class, List.of(new SensorMoments(Sensor.CE, MOMENTS)));
  }

  @Test
  void snapshotsWithAllSensorsAndWithOne() throws Exception {
    survive(RigSnapshot.class, List.of(snapshot(Sensor.all()), snapshot(List.of(Sensor.SE))));
  }

  @Test
  void snapshotBytesIgnoreSensorOrder() throws Exception {
    var statistics = new Statistics(1, 2, 2, 2, 0);
    var one =
        new RigSnapshot("r", 0, 0, 1, 0, Map.of(Sensor.SE, statistics, Sensor.PS1, statistics));
    var sensors = new LinkedHashMap<Sensor, Statistics>();
    sensors.put(Sensor.SE, statistics);
    sensors.put(Sensor.PS1, statistics);
    CoderProperties.coderDeterministic(
        RigSnapshotCoder.of(), one, new RigSnapshot("r", 0, 0, 1, 0, sensors));
  }

  @Test
  void featuresWithAndWithoutNulls() throws Exception {
    survive(
        FeatureVector.class,
        List.of(
            new FeatureVector(
                snapshot(Sensor.all()), List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0), true),
            new FeatureVector(
                snapshot(List.of(Sensor.PS1)),
                Arrays.asList(null, null, null, 0.0, null, null, null),
                false)));
  }

  @Test
  void alertsOfEachStateSignalAndComponent() throws Exception {
    var severity = Anomaly.Severity.WARNING;
    for (var state : Alert.State.values()) {
      survive(
          Alert.class,
          List.of(
              new Alert(
                  "r",
                  1,
                  0,
                  1_000,
                  Type.TOO_LOW,
                  Feature.FLOW_MEAN,
                  severity,
                  1,
                  2,
                  "low",
                  state,
                  -5,
                  null),
              new Alert(
                  "",
                  1,
                  0,
                  1_000,
                  Type.CROSS_SENSOR,
                  null,
                  severity,
                  1,
                  2,
                  "",
                  state,
                  7,
                  Component.PUMP)));
    }
  }

  @Test
  void findingsOfEachScopeWithAndWithoutVersionAndAnomalies() throws Exception {
    var anomaly =
        new Anomaly("r", 1, 0, 1_000, Type.TOO_LOW, null, Anomaly.Severity.INFO, 1, 2, "low");
    for (var scope : Anomaly.Scope.values()) {
      survive(
          WindowFindings.class,
          List.of(
              new WindowFindings("r", 1, -5, scope, null, List.of()),
              new WindowFindings(
                  "r", 1, 5, scope, new RowVersion(728, 3, true), List.of(anomaly, anomaly))));
    }
  }

  @Test
  void anomaliesOfEachTypeAndSeverity() throws Exception {
    for (var type : Anomaly.Type.values()) {
      for (var severity : Anomaly.Severity.values()) {
        survive(
            Anomaly.class,
            List.of(
                new Anomaly("r", 1, 0, 1_000, type, Sensor.PS1, severity, 301, 300, "high"),
                new Anomaly("r", 1, 0, 1_000, type, null, severity, 1.5, 0, "")
                    .suspecting(Component.VALVE)));
      }
    }
  }
}
