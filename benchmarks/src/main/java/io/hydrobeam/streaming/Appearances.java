package io.hydrobeam.streaming;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrobeam.model.Sensor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.spark.sql.SparkSession;

/** Reads the times at which the rows of a run appeared on their topic or in their files. */
final class Appearances {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Appearances() {}

  /** Reads a topic of one partition. A row appears when the producer sends its first version. */
  static List<Appearance> onTopic(String brokers, String topic, long sinceMillis)
      throws IOException {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", brokers, "auto.offset.reset", "earliest");
    var rows = new ArrayList<Appearance>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
          JsonNode row = JSON.readTree(message.value());
          if (message.timestamp() >= sinceMillis && row.get("revision").intValue() == 0) {
            rows.add(appearance(message.timestamp(), row));
          }
        }
      }
    }
    return rows;
  }

  private static Appearance appearance(long atMillis, JsonNode row) {
    long samples =
        Sensor.all().stream().mapToLong(sensor -> row.get(sensor + "_count").longValue()).sum();
    return new Appearance(
        atMillis, Instant.parse(row.get("window_end").textValue()).toEpochMilli(), samples);
  }

  /** Reads files. A row appears when its file is last written. */
  static List<Appearance> inFiles(SparkSession spark, String directory) {
    String samples = Sensor.all().stream().map(sensor -> sensor + "_count").collect(joining(" + "));
    return spark
        .read()
        .option("recursiveFileLookup", true)
        .parquet(directory)
        .selectExpr(
            "unix_millis(_metadata.file_modification_time)", "unix_millis(window_end)", samples)
        .collectAsList()
        .stream()
        .map(row -> new Appearance(row.getLong(0), row.getLong(1), row.getLong(2)))
        .toList();
  }
}
