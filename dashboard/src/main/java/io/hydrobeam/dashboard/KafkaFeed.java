package io.hydrobeam.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import io.hydrobeam.common.UserException;
import io.hydrobeam.kafka.BadMessageException;
import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.kafka.SensorTopics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of the stream into a plant. The consumer joins no group and commits no offsets,
 * so the broker keeps no trace of it. While the broker is unavailable, the feed retries forever.
 */
final class KafkaFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaFeed.class);
  private static final int NEW_PARTITIONS_EVERY_MILLIS = 10_000;

  /** An alert may have been raised long before the rows on the page. */
  private static final Duration ALERTS_BACK = Duration.ofHours(24);

  private final SensorTopics topics;
  private final LiveState plant;
  private final Clock clock;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Metric connections;
  private final Map<TopicPartition, Long> ends;
  private long lookedForPartitionsAt;

  /**
   * New data of one poll.
   *
   * @param rows the rows to show, by rig
   * @param alerts true if there were messages of alerts
   */
  record News(Map<String, List<FeatureRow>> rows, boolean alerts) {}

  private KafkaFeed(
      KafkaConsumer<byte[], byte[]> consumer,
      SensorTopics topics,
      LiveState plant,
      Duration history,
      Clock clock) {
    this.consumer = consumer;
    this.topics = topics;
    this.plant = plant;
    this.clock = clock;
    connections =
        consumer.metrics().values().stream()
            .filter(metric -> metric.metricName().name().equals("connection-count"))
            .findFirst()
            .orElseThrow();
    ends = seek(history);
    lookedForPartitionsAt = clock.millis();
  }

  /**
   * Finds the topics and seeks back to the start of the page.
   *
   * @throws UserException if the broker does not answer, rejects the user or lacks a topic
   */
  static KafkaFeed open(
      KafkaCluster cluster, SensorTopics topics, Duration history, LiveState plant, Clock clock) {
    cluster.requireAnswer();
    KafkaConsumer<byte[], byte[]> consumer = consumer(cluster);
    try {
      return new KafkaFeed(consumer, topics, plant, history, clock);
    } catch (KafkaException e) {
      consumer.close(Duration.ZERO);
      throw cluster.failure(e);
    } catch (UserException e) {
      consumer.close(Duration.ZERO);
      throw e;
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(KafkaCluster cluster) {
    return cluster.consumer(
        "hydrobeam-dashboard",
        Map.of(
            "metadata.max.age.ms", NEW_PARTITIONS_EVERY_MILLIS, "auto.offset.reset", "earliest"));
  }

  /** Adds the new messages to the plant, and waits for the given time if there are none. */
  News poll(Duration wait) {
    followNewPartitions();
    var rows = new TreeMap<String, List<FeatureRow>>();
    boolean alerts = false;
    for (ConsumerRecord<byte[], byte[]> message : consumer.poll(wait)) {
      try {
        if (message.topic().equals(topics.features())) {
          FeatureRow row = Messages.row(message.value());
          if (plant.add(row, arrival(message))) {
            rows.computeIfAbsent(row.rig(), rig -> new ArrayList<>()).add(row);
          }
        } else if (message.topic().equals(topics.alerts())) {
          plant.add(Messages.alert(message.value()));
          alerts = true;
        } else {
          plant.addDeadLetter(reason(message));
        }
      } catch (BadMessageException e) {
        plant.addUnreadable();
      }
    }
    return new News(rows, alerts);
  }

  /** Returns true if there is a connection to a broker. */
  boolean brokerAnswers() {
    return ((Number) connections.metricValue()).doubleValue() > 0;
  }

  /** Returns true if all messages present at the start have been read. */
  boolean hasCaughtUp() {
    ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    return ends.isEmpty();
  }

  @Override
  public void close() {
    consumer.close(Duration.ofSeconds(2));
  }

  /** Adds partitions created after the start, from their beginning. */
  private void followNewPartitions() {
    long now = clock.millis();
    if (Math.abs(now - lookedForPartitionsAt) < NEW_PARTITIONS_EVERY_MILLIS || !brokerAnswers()) {
      return;
    }
    lookedForPartitionsAt = now;
    var all = new HashSet<>(consumer.assignment());
    try {
      if (all.addAll(names().stream().flatMap(topic -> partitions(topic).stream()).toList())) {
        consumer.assign(all);
      }
    } catch (RetriableException e) {
      // The broker has just become unavailable, and the page shows this. A later call retries.
      LOG.debug("cannot look for new partitions", e);
    }
  }

  /**
   * Returns the time of arrival: the time in Kafka for messages before the start, the current time
   * for later messages.
   */
  private long arrival(ConsumerRecord<?, ?> message) {
    long now = clock.millis();
    Long end = ends.get(new TopicPartition(message.topic(), message.partition()));
    return end != null && message.offset() < end ? Math.min(now, message.timestamp()) : now;
  }

  private static String reason(ConsumerRecord<?, ?> message) {
    Header reason = message.headers().lastHeader("reason");
    return reason == null || reason.value() == null || reason.value().length > 40
        ? "other"
        : new String(reason.value(), UTF_8);
  }

  private Map<TopicPartition, Long> seek(Duration history) {
    var starts = new HashMap<TopicPartition, Long>();
    long now = clock.millis();
    Duration alertsBack = history.compareTo(ALERTS_BACK) > 0 ? history : ALERTS_BACK;
    for (String topic : names()) {
      Duration back = topic.equals(topics.alerts()) ? alertsBack : history;
      List<TopicPartition> partitions = partitions(topic);
      if (partitions.isEmpty()) {
        throw UserException.failed(
            "the topic %s does not exist; create it, or correct --topicPrefix", topic);
      }
      partitions.forEach(partition -> starts.put(partition, now - back.toMillis()));
    }
    consumer.assign(starts.keySet());
    Map<TopicPartition, Long> newest = consumer.endOffsets(starts.keySet());
    consumer
        .offsetsForTimes(starts)
        .forEach(
            (partition, first) -> consumer.seek(partition, offset(first, newest.get(partition))));
    return newest.entrySet().stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static long offset(OffsetAndTimestamp first, long end) {
    return first == null ? end : first.offset();
  }

  private List<String> names() {
    return List.of(topics.features(), topics.alerts(), topics.deadLetters());
  }

  /** Returns the partitions of a topic; empty if the topic does not exist. */
  private List<TopicPartition> partitions(String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    return partitions == null
        ? List.of()
        : partitions.stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
  }
}
