package io.hydrobeam.pipeline.kafka;

import io.hydrobeam.model.Alert;
import io.hydrobeam.pipeline.CommandException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was ever told of rigs, read once from the alerts' topic: all that is there now, in its
 * order. Nothing is committed, no group is joined. Alerts about the stream are left out, and so is
 * what is no alert, with one warning for all of it.
 */
public final class PublishedAlerts {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedAlerts.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long SILENT_AT_MOST_NANOS = Duration.ofSeconds(30).toNanos();

  private final String topic;
  private final Consumer<Alert> alerts;
  private long bad;
  private String firstBad = "";

  private PublishedAlerts(String topic, Consumer<Alert> alerts) {
    this.topic = topic;
    this.alerts = alerts;
  }

  /**
   * Reads a topic; a missing or empty one holds nothing.
   *
   * @param alerts takes each message in
   * @throws CommandException if the broker does not answer or refuses the user
   */
  public static void read(KafkaCluster cluster, String topic, Consumer<Alert> alerts) {
    var published = new PublishedAlerts(topic, alerts);
    // What is deleted while it is read is passed over.
    Map<String, Object> own = Map.of("auto.offset.reset", OffsetResetStrategy.EARLIEST.toString());
    try (KafkaConsumer<byte[], byte[]> consumer = cluster.consumer("hydrobeam-alerts", own)) {
      published.readAll(consumer);
    } catch (KafkaException e) {
      throw cluster.failure(e);
    }
    if (published.bad > 0) {
      LOG.warn(
          "{} messages on {} are no alerts and are passed over; the first is at {}",
          published.bad,
          topic,
          published.firstBad);
    }
  }

  private void readAll(KafkaConsumer<byte[], byte[]> consumer) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    List<TopicPartition> partitions =
        found == null
            ? List.of()
            : found.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    long heardAt = System.nanoTime();
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      var records = consumer.poll(POLL);
      records.forEach(this::take);
      if (!records.isEmpty()) {
        heardAt = System.nanoTime();
      } else if (System.nanoTime() - heardAt > SILENT_AT_MOST_NANOS) {
        throw new TimeoutException("nothing comes from " + topic);
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> message) {
    try {
      AlertMessage told = AlertMessage.read(message.value());
      if (!told.isOfStream()) {
        alerts.accept(told.alert());
      }
    } catch (BadMessageException e) {
      if (bad++ == 0) {
        firstBad =
            "partition %d, offset %d: %s"
                .formatted(message.partition(), message.offset(), e.getMessage());
      }
    }
  }
}
