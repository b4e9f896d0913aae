package io.hydrobeam.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicChangesTest {
  private static final SensorTopics TOPICS = new SensorTopics("hydraulic-");
  private static final String PS1 = "hydraulic-PS1";
  private static final String ALERTS = "hydraulic-alerts";

  private final Map<String, TopicDescription> there = new HashMap<>();
  private final TopicChanges changes;

  TopicChangesTest() {
    var partitions = new ArrayList<TopicPartition>();
    for (String topic : TOPICS.sensorTopics()) {
      partitions.add(new TopicPartition(topic, 0));
      partitions.add(new TopicPartition(topic, 1));
      put(topic, Uuid.randomUuid(), 2);
    }
    TOPICS.outputTopics().forEach(topic -> put(topic, Uuid.randomUuid(), 1));
    changes = TopicChanges.of(TOPICS, partitions);
    changes.judge(there);
  }

  private void put(String topic, Uuid id, int partitions) {
    List<TopicPartitionInfo> infos =
        IntStream.range(0, partitions)
            .mapToObj(p -> new TopicPartitionInfo(p, Node.noNode(), List.of(), List.of()))
            .toList();
    there.put(topic, new TopicDescription(topic, false, infos, null, id));
  }

  private void assertRunEnds(String... message) {
    assertThatThrownBy(() -> changes.judge(there))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(message)
        .hasMessageContaining("--startAt=committed");
  }

  @Test
  void sameTopicsAreNoChange() {
    assertThatCode(() -> changes.judge(there)).doesNotThrowAnyException();
  }

  @Test
  void partitionThatIsAddedEndsTheRun() {
    put(PS1, there.get(PS1).topicId(), 3);
    assertRunEnds(PS1, "3 partitions", "2 are read");
  }

  @Test
  void partitionsOfATopicThatIsNotReadMayBeAdded() {
    put(ALERTS, there.get(ALERTS).topicId(), 3);
    assertThatCode(() -> changes.judge(there)).doesNotThrowAnyException();
  }

  @Test
  void outputTopicMayBeCreatedAgain() {
    put(ALERTS, Uuid.randomUuid(), 1);
    assertThatCode(() -> changes.judge(there)).doesNotThrowAnyException();
  }

  @Test
  void topicThatIsGoneEndsTheRunAtTheSecondLook() {
    there.remove(ALERTS);
    changes.judge(there);
    assertRunEnds(ALERTS, "no longer exists");
  }

  @Test
  void topicThatABrokerDoesNotKnowForAMomentIsNotGone() {
    TopicDescription ps1 = there.remove(PS1);
    changes.judge(there);
    there.put(PS1, ps1);
    changes.judge(there);
    there.remove(PS1);
    assertThatCode(() -> changes.judge(there)).doesNotThrowAnyException();
  }

  @Test
  void topicCreatedAgainEndsTheRun() {
    put(PS1, Uuid.randomUuid(), 2);
    assertRunEnds(PS1, "created again");
  }
}
