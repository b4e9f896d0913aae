package io.hydrobeam.pipeline.doctor;

import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import java.util.List;
import org.apache.kafka.common.Node;

/** Check that all topics exist and that each partition has a leader. */
final class TopicsCheck implements Check {
  static final String NAME = "topics";

  private final KafkaView kafka;

  TopicsCheck(KafkaView kafka) {
    this.kafka = kafka;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> needs() {
    return List.of(BrokerCheck.NAME);
  }

  @Override
  public List<Finding> run() {
    kafka.names().requireAll(kafka.kafka(), kafka.topics().keySet());
    List<String> leaderless =
        kafka.topics().values().stream()
            .filter(topic -> topic.partitions().stream().anyMatch(p -> isNone(p.leader())))
            .map(TopicView::name)
            .toList();
    return List.of(
        leaderless.isEmpty()
            ? Finding.ok("all %d of %s* are there", kafka.topics().size(), kafka.names().prefix())
            : Finding.failed(
                "no broker leads a partition of %s; start the brokers that hold its replicas",
                MessageFormats.names(leaderless)));
  }

  private static boolean isNone(Node leader) {
    return leader == null || leader.isEmpty();
  }
}
