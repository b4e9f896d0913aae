package io.hydrobeam.streaming;

import io.hydrobeam.model.MomentsBuilder;
import io.hydrobeam.model.Reading;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.parse.MalformedMessageException;
import io.hydrobeam.parse.ReadingParser;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Upper bound for a single thread that reads the topics, parses and aggregates. The consumer keeps
 * no state, writes nothing, and takes the end of the topics for the end of time.
 *
 * <pre>
 *   PlainConsumer BROKERS PREFIX
 * </pre>
 */
public final class PlainConsumer {
  private final Map<Second, MomentsBuilder[]> seconds = new HashMap<>();
  private final ReadingParser parser;
  private long messages;

  private record Second(String rig, int cycle, long second) {}

  private PlainConsumer(String prefix) {
    parser = ReadingParser.of(prefix, "rig-1", ZoneOffset.UTC);
  }

  /** Reads all messages of the topics, and prints the time taken. */
  public static void main(String[] arguments) throws MalformedMessageException {
    var plain = new PlainConsumer(arguments[1]);
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            arguments[0],
            "auto.offset.reset",
            "earliest",
            "max.poll.records",
            50_000,
            "max.partition.fetch.bytes",
            8 << 20);
    long start = System.nanoTime();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          Sensor.all().stream()
              .flatMap(sensor -> consumer.partitionsFor(arguments[1] + sensor).stream())
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      plain.readAll(consumer, consumer.endOffsets(partitions));
    }
    double took = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "messages=%d seconds=%.2f rate=%.0f rows=%d%n",
        plain.messages,
        took,
        plain.messages / took,
        plain.seconds.size());
  }

  private void readAll(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends)
      throws MalformedMessageException {
    long last =
        ends.values().stream().mapToLong(Long::longValue).sum()
            - consumer.beginningOffsets(ends.keySet()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    while (messages < last) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
        add(parser.parse(message.topic(), message.value(), message.timestamp()));
        messages++;
      }
    }
  }

  private void add(Reading reading) {
    var second =
        new Second(
            reading.rig(), reading.cycle(), Math.floorDiv(reading.timestampMillis(), 1_000L));
    MomentsBuilder[] sensors =
        seconds.computeIfAbsent(second, s -> new MomentsBuilder[Sensor.all().size()]);
    int place = reading.sensor().ordinal();
    if (sensors[place] == null) {
      sensors[place] = new MomentsBuilder();
    }
    sensors[place].add(reading.value());
  }
}
