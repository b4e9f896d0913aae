package io.hydrobeam.kafka;

import io.hydrobeam.common.UserException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Checks that the topics are the same as at the start of the run. A run reads only the partitions
 * that existed at its start. Records in an added partition would be in no row. A missing topic
 * would hold up the rows of all other topics. A recreated topic begins with offsets that were
 * already read. Safe for use by one thread.
 */
public final class TopicChanges {
  private static final String RESUME =
      "start the stream again with --startAt=committed, which reads from before that on";

  private final List<String> topics;
  private final Map<String, Long> partitionsRead;
  private final Map<String, Uuid> ids = new HashMap<>();

  /**
   * Topics missing at the previous check. A broker that has just started may not know all topics
   * yet.
   */
  private Set<String> missing = Set.of();

  private TopicChanges(List<String> topics, Map<String, Long> partitionsRead) {
    this.topics = topics;
    this.partitionsRead = partitionsRead;
  }

  /**
   * Returns a check against the first {@link #look}.
   *
   * @param topics the topics to check
   * @param partitions the partitions that the run reads
   */
  public static TopicChanges of(SensorTopics topics, Collection<TopicPartition> partitions) {
    var all = new ArrayList<>(topics.sensorTopics());
    all.addAll(topics.outputTopics());
    return new TopicChanges(
        all,
        partitions.stream()
            .collect(Collectors.groupingBy(TopicPartition::topic, Collectors.counting())));
  }

  /**
   * Queries and checks all topics once.
   *
   * @throws UserException if the run cannot continue with the changed topics
   * @throws ExecutionException if the broker does not answer
   */
  public void look(Admin admin) throws ExecutionException, InterruptedException {
    var found = new HashMap<String, TopicDescription>();
    for (var answer : admin.describeTopics(topics).topicNameValues().entrySet()) {
      try {
        found.put(answer.getKey(), answer.getValue().get());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          missing = Set.of();
          throw e;
        }
      }
    }
    judge(found);
  }

  /** Checks the existing topics. Output topics must only exist. */
  void judge(Map<String, TopicDescription> found) {
    var gone = new TreeSet<>(topics);
    gone.removeAll(found.keySet());
    for (String topic : gone) {
      if (missing.contains(topic)) {
        throw UserException.failed(
            "the topic %s no longer exists; create it, and %s", topic, RESUME);
      }
    }
    missing = gone;
    partitionsRead.forEach(
        (topic, read) -> {
          if (found.containsKey(topic)) {
            requireUnchanged(found.get(topic), read);
          }
        });
  }

  private void requireUnchanged(TopicDescription topic, long read) {
    Uuid id = ids.computeIfAbsent(topic.name(), name -> topic.topicId());
    if (!topic.topicId().equals(id)) {
      throw UserException.failed(
          "the topic %s was deleted and created again; %s", topic.name(), RESUME);
    }
    int partitions = topic.partitions().size();
    if (partitions > read) {
      throw UserException.failed(
          "topic %s has %d partitions now, of which %d %s read; %s",
          topic.name(), partitions, read, read == 1 ? "is" : "are", RESUME);
    }
  }
}
