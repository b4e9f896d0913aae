package io.hydrobeam.sandbox.server;

import io.hydrobeam.common.UserException;
import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.model.Sensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Topics of a rig: one topic for each sensor, and the output topics of the pipeline. A topic name
 * is the prefix followed by the name of the sensor or the kind of output.
 */
public final class Topics {
  /** Suffix of the topic of the rows. */
  public static final String FEATURES = "features";

  /** Suffix of the topic of the alerts. */
  public static final String ALERTS = "alerts";

  /** Suffix of the topic of the dead letters. */
  public static final String DEAD_LETTERS = "dead-letter";

  private static final List<String> OUTPUTS = List.of(FEATURES, ALERTS, DEAD_LETTERS);

  private static final int START_SECONDS = 30;
  private static final OffsetSpec LATEST = OffsetSpec.latest();

  private Topics() {}

  /** Returns the topic of the samples of a sensor. */
  public static String of(Sensor sensor, String prefix) {
    return prefix + sensor.name();
  }

  /**
   * Checks that the broker answers and has all topics. Throws an exception with a message for the
   * user otherwise.
   */
  public static void require(KafkaCluster cluster, List<String> topics) {
    try (Admin admin = cluster.admin()) {
      Set<String> existing = admin.listTopics().names().get();
      List<String> missing = topics.stream().filter(topic -> !existing.contains(topic)).toList();
      if (!missing.isEmpty()) {
        throw UserException.failed(
            "The broker at %s has no topic %s. Create it, start the sandbox, which does, or"
                + " name the right prefix with --topicPrefix=TEXT.",
            cluster, String.join(", ", missing));
      }
      awaitServed(admin, topics);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserException.failed("Interrupted while asking for the topics.");
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw cluster.failure(e);
    }
  }

  /**
   * Waits until every partition accepts messages. A topic exists a little before its leaders. A
   * producer that sends in between can lose its place in the sequence of its messages.
   */
  private static void awaitServed(Admin admin, Collection<String> topics)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    describe(admin, topics)
        .forEach(
            (topic, description) ->
                description
                    .partitions()
                    .forEach(p -> ends.put(new TopicPartition(topic, p.partition()), LATEST)));
    admin.listOffsets(ends).all().get(START_SECONDS, TimeUnit.SECONDS);
  }

  private static Map<String, TopicDescription> describe(Admin admin, Collection<String> topics)
      throws InterruptedException, ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try {
        return admin.describeTopics(topics).allTopicNames().get(START_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        // The controller has created the topics, but the broker does not know them yet.
        boolean early = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!early || System.nanoTime() > deadline) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  /** Creates the missing topics. Existing topics remain unchanged. */
  static void create(KafkaCluster cluster, String prefix, int partitions) {
    try (Admin admin = Admin.create(cluster.with(Map.of()))) {
      Set<String> existing = admin.listTopics().names().get(START_SECONDS, TimeUnit.SECONDS);
      List<NewTopic> topics = all(prefix, partitions);
      List<NewTopic> missing =
          topics.stream().filter(topic -> !existing.contains(topic.name())).toList();
      admin.createTopics(missing).all().get(START_SECONDS, TimeUnit.SECONDS);
      awaitServed(admin, topics.stream().map(NewTopic::name).toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserException.failed("Interrupted while creating the topics.");
    } catch (ExecutionException e) {
      throw UserException.failed(
          "%s", "The topics could not be created: " + e.getCause().getMessage());
    } catch (TimeoutException e) {
      throw UserException.failed(
          "%s",
          "The broker at " + cluster + " did not serve the topics within " + START_SECONDS + " s.");
    }
  }

  private static List<NewTopic> all(String prefix, int partitions) {
    List<NewTopic> topics = new ArrayList<>();
    Sensor.all().forEach(sensor -> topics.add(topic(of(sensor, prefix), partitions)));
    OUTPUTS.forEach(output -> topics.add(topic(prefix + output, 1)));
    return topics;
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, partitions, (short) 1)
        .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
  }
}
