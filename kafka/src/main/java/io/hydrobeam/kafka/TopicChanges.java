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
 * Whether the topics are still those that a run began with. A run reads the partitions that there
 * were at its start: what comes in one that is added would be in no row, a topic that is gone would
 * hold the rows of all others up, and one that is made anew begins with offsets which have been
 * read. Safe for use by one thread.
 */
public final class TopicChanges {
  private static final String RESUME =
      "start the stream again with --startAt=committed, which reads from before that on";

  private final List<String> topics;
  private final Map<String, Long> partitionsRead;
  private final Map<String, Uuid> ids = new HashMap<>();

  /** At the last look. A broker that has just started may not know of all topics yet. */
  private Set<String> missing = Set.of();

  private TopicChanges(List<String> topics, Map<String, Long> partitionsRead) {
    this.topics = topics;
    this.partitionsRead = partitionsRead;
  }

  /**
   * Changes since the first look.
   *
   * @param partitions those that the run reads
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
   * Looks at all topics once.
   *
   * @throws UserException if the run cannot go on with what they are now
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

  /** Judges the topics that there are: of those that are written, only whether they are there. */
  void judge(Map<String, TopicDescription> found) {
    var gone = new TreeSet<>(topics);
    gone.removeAll(found.keySet());
    for (String topic : gone) {
      if (missing.contains(topic)) {
        throw UserException.failed(
            "topic %s is not there any more; create it, and %s", topic, RESUME);
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
      throw UserException.failed("topic %s was deleted and created anew; %s", topic.name(), RESUME);
    }
    int partitions = topic.partitions().size();
    if (partitions > read) {
      throw UserException.failed(
          "topic %s has %d partitions now, of which %d %s read; %s",
          topic.name(), partitions, read, read == 1 ? "is" : "are", RESUME);
    }
  }
}
