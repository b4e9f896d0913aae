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
 * The names of the topics: one a sensor to read, and three to write.
 *
 * @param prefix what each name begins with
 */
public record SensorTopics(String prefix) {
  private static final Logger LOG = LoggerFactory.getLogger(SensorTopics.class);

  private static final int DEFAULT_MAX_MESSAGE_BYTES = 1_048_588;

  /** Where rows are published. */
  public String features() {
    return prefix + "features";
  }

  /** Where alerts are published. */
  public String alerts() {
    return prefix + "alerts";
  }

  /** Where messages go that cannot be used. */
  public String deadLetters() {
    return prefix + "dead-letter";
  }

  /**
   * Where a run begins.
   *
   * @param offsets the partitions of all sensor topics, in order, with the offset at which each is
   *     begun
   * @param isOldest whether it is with the oldest messages, so that no run before has seen older
   *     ones
   * @param wholeFrom the start of the first window of which all samples are read; null if it is not
   *     known
   * @param readFrom records that Kafka keeps as of an earlier time are not read; null to read all
   */
  public record Beginning(
      Map<TopicPartition, Long> offsets,
      boolean isOldest,
      @Nullable Instant wholeFrom,
      @Nullable Instant readFrom) {}

  /**
   * Where a run begins: with the first record at or after the time, or at the end of a partition
   * that has none. What Kafka finds first may be the mark of a transaction, which has the broker's
   * time: what follows may be older, and is not read, see {@link Beginning#readFrom}.
   *
   * @param group the consumer group whose offsets are meant by {@code committed}
   * @throws UserException if the broker does not answer or a topic does not exist, an output topic
   *     included
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
   * The size of the largest message that the dead-letter topic takes, in bytes; Kafka's default if
   * the broker does not tell.
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

  /** Where to go on in a partition; what Kafka has deleted by now cannot be read any more. */
  private static long resumeAt(TopicPartition partition, long committed, long oldest, long end) {
    if (committed > end) {
      LOG.warn(
          "{} ends at offset {}, before {}, from where on it was to be read: it was made anew, or has"
              + " lost records. All that it holds is read",
          partition,
          end,
          committed);
      return oldest;
    }
    if (committed < oldest) {
      LOG.warn(
          "Kafka has deleted {} records of {} that a run was to read or read again: its retention is"
              + " shorter than the stop was. Rows of that time may be missing or incomplete; raise"
              + " retention.ms before the next stop",
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
          "Kafka at %s does not tell the offsets of %s; start the broker that leads what does not"
              + " answer, or elect another leader",
          cluster, silent);
    }
  }

  private static UserException interrupted(KafkaCluster cluster) {
    Thread.currentThread().interrupt();
    return UserException.failed("interrupted while asking %s for its topics", cluster);
  }

  /** The topics to read, in the order of the sensors. */
  public List<String> sensorTopics() {
    return Sensor.all().stream().map(sensor -> prefix + sensor.name()).toList();
  }

  /** The topics to write. */
  public List<String> outputTopics() {
    return List.of(features(), alerts(), deadLetters());
  }

  /**
   * Checks that no topic is missing.
   *
   * @param existing the topics of the broker, others among them
   * @throws UserException naming those that are missing
   */
  public void requireAll(KafkaCluster cluster, Set<String> existing) {
    var missing = new TreeSet<>(sensorTopics());
    missing.addAll(outputTopics());
    missing.removeAll(existing);
    if (!missing.isEmpty()) {
      throw UserException.failed(
          "no topic %s at %s; create what is missing, or give the prefix of your topics by --topicPrefix",
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
