package io.hydrobeam.kafka;

import io.hydrobeam.common.UserException;
import io.hydrobeam.model.Sensor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names of the topics: one input topic per sensor, and three output topics.
 *
 * @param prefix the common prefix of the names
 */
public record SensorTopics(String prefix) {
  private static final Logger LOG = LoggerFactory.getLogger(SensorTopics.class);

  private static final int DEFAULT_MAX_MESSAGE_BYTES = 1_048_588;

  /** Returns the output topic of rows. */
  public String features() {
    return prefix + "features";
  }

  /** Returns the output topic of alerts. */
  public String alerts() {
    return prefix + "alerts";
  }

  /** Returns the output topic of dead letters. */
  public String deadLetters() {
    return prefix + "dead-letter";
  }

  /**
   * Offsets and times at which a run begins.
   *
   * @param offsets the first offset of each partition of all sensor topics, in order
   * @param isOldest true if the run begins with the oldest records, so that no earlier run has read
   *     older ones
   * @param wholeFrom the start of the first window of which all samples are read; null if unknown
   * @param readFrom the earliest Kafka timestamp; records with an earlier one are skipped; null to
   *     read all
   */
  public record Beginning(
      Map<TopicPartition, Long> offsets,
      boolean isOldest,
      @Nullable Instant wholeFrom,
      @Nullable Instant readFrom) {}

  /**
   * Finds the offsets at which a run begins. With a start time, each partition begins at the first
   * record at or after the time, or at its end if there is none. The first match may be a
   * transaction marker, which has the broker's time. Records after the marker may be older than the
   * start time, and are skipped, see {@link Beginning#readFrom}.
   *
   * @param cluster the cluster
   * @param start the configured start
   * @param group the consumer group with the offsets for {@code committed}
   * @throws UserException if the broker does not answer, or if an input or output topic is missing
   */
  public Beginning beginningAt(KafkaCluster cluster, StartAt start, String group) {
    try (Admin admin = cluster.admin()) {
      requireAll(cluster, admin.listTopics().names().get());
      List<TopicPartition> partitions =
          partitions(admin.describeTopics(sensorTopics()).allTopicNames().get());
      Map<TopicPartition, Long> starts = Offsets.orEnds(admin, partitions, start.spec());
      requireAnswers(cluster, partitions, starts.keySet());
      if (!start.isCommitted()) {
        return new Beginning(starts, start.isEarliest(), start.time(), start.time());
      }
      var committed =
          new HashMap<>(
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get());
      committed.keySet().removeIf(partition -> !sensorTopics().contains(partition.topic()));
      Map<TopicPartition, PartitionEnd> ends = Offsets.ends(admin, partitions);
      committed.forEach(
          (p, commit) -> {
            long offset = commit.offset();
            long end = ends.getOrDefault(p, new PartitionEnd(offset, offset)).offset();
            starts.computeIfPresent(p, (q, oldest) -> resumeAt(p, offset, oldest, end));
          });
      return new Beginning(
          starts,
          committed.isEmpty(),
          OffsetCommits.firstWindow(committed.values()).orElse(null),
          null);
    } catch (ExecutionException | KafkaException e) {
      throw cluster.failure(e);
    } catch (InterruptedException e) {
      throw interrupted(cluster);
    }
  }

  /**
   * Returns the maximum message size of the dead-letter topic, in bytes. Returns Kafka's default if
   * the user may not read the topic's configuration.
   *
   * @throws UserException if the broker does not answer
   */
  public int largestDeadLetterAt(KafkaCluster cluster) {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, deadLetters());
    try (Admin admin = cluster.admin()) {
      Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
      return Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
    } catch (ExecutionException | KafkaException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return DEFAULT_MAX_MESSAGE_BYTES;
      }
      throw cluster.failure(e);
    } catch (InterruptedException e) {
      throw interrupted(cluster);
    }
  }

  /**
   * Returns the offset at which to resume a partition. Records that Kafka has deleted cannot be
   * read again.
   */
  private static long resumeAt(TopicPartition partition, long committed, long oldest, long end) {
    if (committed > end) {
      LOG.warn(
          "{} ends at offset {}, before the start offset {}: the topic was created again or "
              + "lost records. All its records are read",
          partition,
          end,
          committed);
      return oldest;
    }
    if (committed < oldest) {
      LOG.warn(
          "Kafka deleted {} records of {} before this run could read them: the retention is "
              + "shorter than the stop. Rows of this time may be missing or incomplete. Raise "
              + "retention.ms before the next stop",
          oldest - committed,
          partition);
    }
    return Math.max(committed, oldest);
  }

  private static void requireAnswers(
      KafkaCluster cluster, List<TopicPartition> partitions, Set<TopicPartition> answered) {
    var silent = new ArrayList<>(partitions);
    silent.removeAll(answered);
    if (!silent.isEmpty()) {
      throw UserException.failed(
          "Kafka at %s does not report the offsets of %s; start the broker that leads these "
              + "partitions, or elect another leader",
          cluster, silent);
    }
  }

  private static UserException interrupted(KafkaCluster cluster) {
    Thread.currentThread().interrupt();
    return UserException.failed("interrupted while asking %s for its topics", cluster);
  }

  /** Returns the input topics, in the order of the sensors. */
  public List<String> sensorTopics() {
    return Sensor.all().stream().map(sensor -> prefix + sensor.name()).toList();
  }

  /** Returns the output topics. */
  public List<String> outputTopics() {
    return List.of(features(), alerts(), deadLetters());
  }

  /**
   * Checks that all input and output topics exist.
   *
   * @param cluster the cluster, for the error message
   * @param existing the topics of the broker, including unrelated ones
   * @throws UserException naming the missing topics
   */
  public void requireAll(KafkaCluster cluster, Set<String> existing) {
    var missing = new TreeSet<>(sensorTopics());
    missing.addAll(outputTopics());
    missing.removeAll(existing);
    if (!missing.isEmpty()) {
      throw UserException.failed(
          "no topic %s at %s; create the missing topics, or correct --topicPrefix",
          String.join(", ", missing), cluster);
    }
  }

  private List<TopicPartition> partitions(Map<String, TopicDescription> topics) {
    var partitions = new ArrayList<TopicPartition>();
    for (String topic : sensorTopics()) {
      topics
          .get(topic)
          .partitions()
          .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
    }
    return partitions;
  }
}
