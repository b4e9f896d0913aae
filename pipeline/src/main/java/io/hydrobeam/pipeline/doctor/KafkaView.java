package io.hydrobeam.pipeline.doctor;

import static java.util.stream.Collectors.toMap;

import io.hydrobeam.common.UserException;
import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.kafka.SensorTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Read-only access of the checks to Kafka. Writes nothing and creates no topic except Kafka's own
 * topic of consumer group offsets. Reads by assignment, so no group is joined and no offset is
 * committed. Each method throws a {@link UserException} if no broker answers.
 */
final class KafkaView implements AutoCloseable {
  private static final int ANSWER_WITHIN_MILLIS = 10_000;
  private static final Duration TO_READ = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int NEWEST = 10;

  private final KafkaCluster kafka;
  private final SensorTopics names;
  private @Nullable Admin admin;
  private @Nullable Map<String, TopicView> topics;
  private @Nullable Newest newest;

  /** Id and brokers of a cluster. */
  record Cluster(String id, List<Node> nodes) {}

  /**
   * Newest records of the sensor topics.
   *
   * @param partitions all partitions, each with true if records exist
   * @param records up to ten records of each partition, newest last
   */
  record Newest(
      Map<TopicPartition, Boolean> partitions, List<ConsumerRecord<byte[], byte[]>> records) {}

  /**
   * Consumer group.
   *
   * @param name name of the group
   * @param rights operations allowed for this user, empty if the user may not even describe the
   *     group; null if the broker does not report rights
   */
  record Group(String name, @Nullable Set<AclOperation> rights) {}

  private interface Question<T> {
    T ask() throws ExecutionException, InterruptedException;
  }

  KafkaView(KafkaCluster kafka, SensorTopics names) {
    this.kafka = kafka;
    this.names = names;
  }

  KafkaCluster kafka() {
    return kafka;
  }

  SensorTopics names() {
    return names;
  }

  private Admin admin() {
    if (admin == null) {
      admin = kafka.admin();
    }
    return admin;
  }

  private Consumer<byte[], byte[]> consumer() {
    return kafka.consumer("hydrobeam-doctor", Map.of("request.timeout.ms", ANSWER_WITHIN_MILLIS));
  }

  private <T> T ask(Question<T> question) {
    try {
      return question.ask();
    } catch (ExecutionException | KafkaException e) {
      throw kafka.failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserException.failed("interrupted while asking %s", kafka);
    }
  }

  /** Returns the cluster. */
  Cluster cluster() {
    return ask(
        () -> {
          DescribeClusterResult cluster = admin().describeCluster();
          return new Cluster(cluster.clusterId().get(), List.copyOf(cluster.nodes().get()));
        });
  }

  /** Returns true if a broker answers at its advertised address. */
  boolean isReachable(Node node) {
    var broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
    return ask(
        () -> {
          try {
            admin().describeConfigs(List.of(broker)).all().get();
            return true;
          } catch (ExecutionException e) {
            // A refusal is an answer.
            return e.getCause() instanceof AuthorizationException;
          }
        });
  }

  /**
   * Returns the existing topics that the stream reads and writes and that this user may describe.
   */
  Map<String, TopicView> topics() {
    if (topics == null) {
      topics = ask(this::describe);
    }
    return topics;
  }

  /** Returns the sensor topics. */
  List<TopicView> sensors() {
    return names.sensorTopics().stream().map(topics()::get).toList();
  }

  /** Returns the topics that the stream writes. */
  List<TopicView> outputs() {
    return names.outputTopics().stream().map(topics()::get).toList();
  }

  /** Returns a consumer group, which need not exist. */
  Group group(String name) {
    return ask(() -> new Group(name, rightsOf(name)));
  }

  private @Nullable Set<AclOperation> rightsOf(String group)
      throws ExecutionException, InterruptedException {
    var options = new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
    KafkaFuture<ConsumerGroupDescription> answer =
        admin().describeConsumerGroups(List.of(group), options).describedGroups().get(group);
    try {
      return answer.get().authorizedOperations();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupAuthorizationException) {
        return Set.of();
      }
      // The group or its coordinator does not exist yet.
      if (e.getCause() instanceof GroupIdNotFoundException
          || e.getCause() instanceof TimeoutException) {
        return null;
      }
      throw e;
    }
  }

  private Map<String, TopicView> describe() throws ExecutionException, InterruptedException {
    var all = new ArrayList<>(names.sensorTopics());
    all.addAll(names.outputTopics());
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin()
            .describeTopics(all, new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    var views = new LinkedHashMap<String, TopicView>();
    for (String topic : all) {
      TopicDescription found = orNull(answers.get(topic), UnknownTopicOrPartitionException.class);
      if (found != null) {
        views.put(
            topic,
            new TopicView(
                topic, found.partitions(), settings(topic), found.authorizedOperations()));
      }
    }
    return views;
  }

  private Map<String, String> settings(String topic)
      throws ExecutionException, InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config =
        orNull(
            admin().describeConfigs(List.of(resource)).values().get(resource),
            AuthorizationException.class);
    return config == null
        ? Map.of()
        : config.entries().stream()
            .filter(entry -> entry.value() != null)
            .collect(toMap(ConfigEntry::name, ConfigEntry::value));
  }

  private static <T> @Nullable T orNull(
      KafkaFuture<T> answer, Class<? extends ApiException> refusal)
      throws ExecutionException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (refusal.isInstance(e.getCause())) {
        return null;
      }
      throw e;
    }
  }

  /** Returns the newest records of the sensor topics. */
  Newest newest() {
    if (newest == null) {
      newest = ask(this::read);
    }
    return newest;
  }

  private Newest read() {
    var partitions = new ArrayList<TopicPartition>();
    for (TopicView topic : sensors()) {
      topic
          .partitions()
          .forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
    }
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
      var filled = new LinkedHashMap<TopicPartition, Boolean>();
      partitions.forEach(p -> filled.put(p, starts.get(p) < ends.get(p)));
      consumer.assign(partitions.stream().filter(filled::get).toList());
      consumer
          .assignment()
          .forEach(p -> consumer.seek(p, Math.max(starts.get(p), ends.get(p) - NEWEST)));
      return new Newest(filled, upTo(ends, consumer));
    }
  }

  /** Polls until all ends are reached. Partitions that do not answer return no records. */
  private static List<ConsumerRecord<byte[], byte[]>> upTo(
      Map<TopicPartition, Long> ends, Consumer<byte[], byte[]> consumer) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    long deadline = System.nanoTime() + TO_READ.toNanos();
    Collection<TopicPartition> assigned = consumer.assignment();
    while (System.nanoTime() < deadline
        && assigned.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      consumer
          .poll(POLL)
          .forEach(
              record -> {
                if (record.offset() < ends.get(partition(record))) {
                  records.add(record);
                }
              });
    }
    return records;
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ofMillis(ANSWER_WITHIN_MILLIS));
    }
  }
}
