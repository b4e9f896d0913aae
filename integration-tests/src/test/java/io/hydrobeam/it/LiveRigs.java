package io.hydrobeam.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What the stream would publish of some rigs, made without it: rows with the shape of a load cycle,
 * alerts and dead letters, at times that the test chooses.
 */
final class LiveRigs implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of each sensor, what it is at rest, and by how much the load raises it. */
  private static final Map<String, double[]> LEVELS =
      Map.ofEntries(
          Map.entry("PS1", new double[] {152, 36}),
          Map.entry("PS2", new double[] {104, 46}),
          Map.entry("PS3", new double[] {1.9, 0.6}),
          Map.entry("PS4", new double[] {8.1, 0.4}),
          Map.entry("PS5", new double[] {9.1, 0.1}),
          Map.entry("PS6", new double[] {9.0, 0.1}),
          Map.entry("EPS1", new double[] {2380, 420}),
          Map.entry("FS1", new double[] {7.6, -1.9}),
          Map.entry("FS2", new double[] {9.6, 0.1}),
          Map.entry("TS1", new double[] {44.2, 0.6}),
          Map.entry("TS2", new double[] {49.5, 0.4}),
          Map.entry("TS3", new double[] {46.4, 0.4}),
          Map.entry("TS4", new double[] {39.8, 0.3}),
          Map.entry("VS1", new double[] {0.55, 0.08}),
          Map.entry("CE", new double[] {46.2, -0.6}),
          Map.entry("CP", new double[] {2.1, 0.1}),
          Map.entry("SE", new double[] {58.5, 3.5}));

  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;

  LiveRigs(Topics topics) {
    this.topics = topics;
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                topics.kafka(),
                "linger.ms",
                0,
                "reconnect.backoff.max.ms",
                5_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** A row of a healthy rig in this second, to be changed and published. */
  static ObjectNode row(String rig, Instant second) {
    Instant start = second.truncatedTo(ChronoUnit.SECONDS);
    long seconds = start.getEpochSecond();
    ObjectNode row = JSON.createObjectNode();
    row.put("rig", rig).put("cycle", cycle(seconds));
    row.put("window_start", start.toString()).put("window_end", start.plusSeconds(1).toString());
    LEVELS.forEach((sensor, level) -> put(row, sensor, level, seconds, rig.hashCode()));
    return row.put("sensor_count", LEVELS.size()).put("complete", true).put("revision", 0);
  }

  private static int cycle(long seconds) {
    return (int) (seconds / 60 % 10_000);
  }

  private static void put(ObjectNode row, String sensor, double[] level, long seconds, int rig) {
    long phase = seconds % 60;
    double load = phase < 9 ? 1 : phase < 22 ? 0.2 : phase < 30 ? 0.75 : phase < 41 ? 0.4 : 0;
    double noise = Math.sin(seconds * 12.9898 + sensor.hashCode() + rig) * 0.05;
    double average = level[0] + level[1] * (load + noise);
    double swing = Math.abs(level[1]) * (phase % 10 < 2 ? 0.22 : 0.06);
    boolean one = Rig.HERTZ.get(sensor) == 1;
    row.put(sensor + "_avg", average);
    row.put(sensor + "_min", one ? average : average - swing);
    row.put(sensor + "_max", one ? average : average + swing);
    row.put(sensor + "_std", one ? 0 : swing / 3);
    row.put(sensor + "_count", Rig.HERTZ.get(sensor));
  }

  /** A row in which a sensor is silent. */
  static ObjectNode without(ObjectNode row, String sensor) {
    List.of("_avg", "_min", "_max", "_std").forEach(figure -> row.putNull(sensor + figure));
    return row.put(sensor + "_count", 0)
        .put("sensor_count", LEVELS.size() - 1)
        .put("complete", false);
  }

  /** An alert of a rig that has come to a state in this second. */
  static ObjectNode alert(String id, String rig, Instant second, String state) {
    Instant start = second.truncatedTo(ChronoUnit.SECONDS);
    ObjectNode alert = JSON.createObjectNode();
    alert.put("id", id).put("rig", rig).put("cycle", cycle(start.getEpochSecond()));
    alert.put("window_start", start.toString()).put("window_end", start.plusSeconds(1).toString());
    alert.put("type", "high_pressure").put("sensor", "PS1").put("severity", "critical");
    alert.put("value", 312.4).put("limit", 300.0);
    alert.put("message", "The pressure at PS1 reached 312.4 bar; the limit is 300 bar.");
    return alert.put("state", state).put("since", start.toString()).putNull("component");
  }

  /** Publishes a row as if at this time. */
  void publishRow(ObjectNode row, Instant at) {
    send("features", row.get("rig").textValue(), row.toString().getBytes(UTF_8), at);
  }

  /** Publishes a row now, into this partition. */
  void publishRow(ObjectNode row, int partition) {
    producer.send(
        new ProducerRecord<>(
            topics.prefix() + "features", partition, null, row.toString().getBytes(UTF_8)));
    producer.flush();
  }

  /** Publishes a row now. */
  void publishRow(ObjectNode row) {
    publishRow(row, Instant.now());
  }

  /** Publishes an alert now and waits until the broker has it. */
  void publishAlert(ObjectNode alert) {
    send("alerts", alert.get("rig").textValue(), alert.toString().getBytes(UTF_8), Instant.now());
    producer.flush();
  }

  /** Publishes an alert as if at this time; the broker has it after {@link #flush}. */
  void publishAlertAt(ObjectNode alert, Instant at) {
    send("alerts", alert.get("rig").textValue(), alert.toString().getBytes(UTF_8), at);
  }

  /** Publishes what is neither a row nor an alert. */
  void publishText(String topic, String text) {
    send(topic, "rig", text.getBytes(UTF_8), Instant.now());
    producer.flush();
  }

  /** Publishes a dead letter now. */
  void publishDeadLetter(String reason) {
    producer.send(
        new ProducerRecord<>(
            topics.prefix() + "dead-letter",
            null,
            (byte[]) null,
            "not a sample".getBytes(UTF_8),
            List.of(new RecordHeader("reason", reason.getBytes(UTF_8)))));
  }

  /** Waits until the broker has all that was published. */
  void flush() {
    producer.flush();
  }

  private void send(String topic, String key, byte[] value, Instant at) {
    var message =
        new ProducerRecord<>(
            topics.prefix() + topic, null, at.toEpochMilli(), key.getBytes(UTF_8), value);
    producer.send(message);
  }

  @Override
  public void close() {
    producer.close();
  }
}
