package io.hydrobeam.kafka;

import io.hydrobeam.common.UserException;
import io.hydrobeam.kafka.AlertsNeeded.Sample;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.AlertMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reader of the alerts topic, from a starting offset up to the current end, each partition in
 * order. The reader joins no group, commits no offsets and keeps no messages. Malformed messages
 * are skipped, with one warning for all of them.
 */
public final class PublishedAlerts {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedAlerts.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long SILENT_AT_MOST_NANOS = Duration.ofSeconds(30).toNanos();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final Taker taker;
  private long count;
  private long bad;
  private String firstBad = "";

  private interface Taker {
    void take(AlertMessage message) throws BadMessageException;
  }

  private PublishedAlerts(KafkaConsumer<byte[], byte[]> consumer, String topic, Taker taker) {
    this.consumer = consumer;
    this.topic = topic;
    this.taker = taker;
  }

  /**
   * Reads the alerts of rigs that a run needs. A missing or empty topic yields none.
   *
   * @param cluster the cluster
   * @param topic the alerts topic
   * @param needed the bound on the age of the messages
   * @param alerts the consumer of the alerts
   * @return the number of messages read
   * @throws UserException if the broker does not answer or refuses the user
   */
  public static long read(
      KafkaCluster cluster, String topic, AlertsNeeded needed, Consumer<Alert> alerts) {
    return readFrom(
        cluster,
        topic,
        needed,
        message -> {
          if (!message.isOfStream()) {
            alerts.accept(AlertMessages.alert(message));
          }
        });
  }

  /**
   * Reads all messages, including alerts of the stream and of other versions of Hydrobeam.
   *
   * @throws UserException if the broker does not answer or refuses the user
   */
  static void readAll(KafkaCluster cluster, String topic, Consumer<AlertMessage> messages) {
    readFrom(cluster, topic, null, messages::accept);
  }

  private static long readFrom(
      KafkaCluster cluster, String topic, @Nullable AlertsNeeded needed, Taker taker) {
    // Records deleted during the read are skipped.
    Map<String, Object> own = Map.of("auto.offset.reset", OffsetResetStrategy.EARLIEST.toString());
    try (KafkaConsumer<byte[], byte[]> consumer = cluster.consumer("hydrobeam-alerts", own)) {
      var published = new PublishedAlerts(consumer, topic, taker);
      published.read(needed);
      return published.count;
    } catch (KafkaException e) {
      throw cluster.failure(e);
    }
  }

  private void read(@Nullable AlertsNeeded needed) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    List<TopicPartition> partitions =
        found == null
            ? List.of()
            : found.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    var starts = new HashMap<>(consumer.beginningOffsets(partitions));
    if (needed != null) {
      starts.replaceAll(
          (partition, beginning) ->
              needed.startIn(beginning, ends.get(partition), offset -> sample(partition, offset)));
    }
    consumer.assign(partitions);
    starts.forEach(consumer::seek);
    readUpTo(ends);
    if (bad > 0) {
      LOG.warn(
          "{} messages on {} are not alerts and are skipped; the first is at {}",
          bad,
          topic,
          firstBad);
    }
  }

  private void readUpTo(Map<TopicPartition, Long> ends) {
    long heardAt = System.nanoTime();
    while (ends.keySet().stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      var records = consumer.poll(POLL);
      records.forEach(this::take);
      heardAt = heard(!records.isEmpty(), heardAt);
    }
  }

  /**
   * Returns the newest times of the messages in one response from an offset on; null if there are
   * none.
   */
  private @Nullable Sample sample(TopicPartition partition, long offset) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    Sample sample = null;
    long heardAt = System.nanoTime();
    while (sample == null && consumer.position(partition) < end) {
      var records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> message : records) {
        Sample one = sample(message);
        sample = sample == null ? one : one == null ? sample : sample.and(one);
      }
      heardAt = heard(!records.isEmpty(), heardAt);
    }
    return sample;
  }

  private static @Nullable Sample sample(ConsumerRecord<byte[], byte[]> message) {
    try {
      return Sample.of(AlertMessages.read(message.value()).endMillis(), message.timestamp());
    } catch (BadMessageException e) {
      return null;
    }
  }

  private long heard(boolean anything, long heardAt) {
    if (anything) {
      return System.nanoTime();
    } else if (System.nanoTime() - heardAt > SILENT_AT_MOST_NANOS) {
      throw new TimeoutException("nothing comes from " + topic);
    }
    return heardAt;
  }

  private void take(ConsumerRecord<byte[], byte[]> message) {
    count++;
    try {
      taker.take(AlertMessages.read(message.value()));
    } catch (BadMessageException e) {
      if (bad++ == 0) {
        firstBad =
            String.format(
                Locale.ROOT,
                "partition %d, offset %d: %s",
                message.partition(),
                message.offset(),
                e.getMessage());
      }
    }
  }
}
