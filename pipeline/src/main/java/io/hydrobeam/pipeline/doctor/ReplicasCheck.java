package io.hydrobeam.pipeline.doctor;

import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;

import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Check that samples survive the loss of a broker, and that Kafka can acknowledge records by all
 * replicas.
 */
final class ReplicasCheck implements Check {
  private static final int WORTH_COPIES = 3;

  private final KafkaView kafka;

  ReplicasCheck(KafkaView kafka) {
    this.kafka = kafka;
  }

  @Override
  public String name() {
    return "replicas";
  }

  @Override
  public List<String> needs() {
    return List.of(TopicsCheck.NAME);
  }

  @Override
  public List<Finding> run() {
    return findings(
        List.copyOf(kafka.topics().values()), kafka.outputs(), kafka.cluster().nodes().size());
  }

  static List<Finding> findings(List<TopicView> all, List<TopicView> outputs, int brokers) {
    var findings = new ArrayList<Finding>();
    List<String> refused = names(outputs, topic -> topic.replicas() < required(topic));
    if (!refused.isEmpty()) {
      findings.add(
          Finding.failed(
              "%s: fewer replicas than min.insync.replicas, so that Kafka takes no record with"
                  + " acks=all; lower it, or add replicas",
              MessageFormats.names(refused)));
    }
    List<String> behind =
        names(
            outputs,
            topic -> topic.replicas() >= required(topic) && inSync(topic) < required(topic));
    if (!behind.isEmpty()) {
      findings.add(
          Finding.failed(
              "%s: fewer replicas are in sync than min.insync.replicas, so that Kafka takes no"
                  + " record with acks=all; start the brokers that are down",
              MessageFormats.names(behind)));
    }
    List<String> alone = names(all, topic -> topic.replicas() == 1);
    if (brokers >= WORTH_COPIES && !alone.isEmpty()) {
      findings.add(
          Finding.warn(
              "%s: one replica on %d brokers, which is lost with its broker; raise the "
                  + "replication factor by kafka-reassign-partitions",
              MessageFormats.names(alone), brokers));
    }
    return findings.isEmpty()
        ? List.of(
            Finding.ok(
                "%s of each topic on %s",
                all.stream().mapToInt(TopicView::replicas).min().orElse(0) == 1
                    ? "1 copy"
                    : all.stream().mapToInt(TopicView::replicas).min().orElse(0) + " copies",
                MessageFormats.count(brokers, "broker")))
        : findings;
  }

  private static long required(TopicView topic) {
    return topic.number(MIN_IN_SYNC_REPLICAS_CONFIG, 1);
  }

  private static int inSync(TopicView topic) {
    return topic.partitions().stream().mapToInt(p -> p.isr().size()).min().orElse(0);
  }

  private static List<String> names(List<TopicView> topics, Predicate<TopicView> which) {
    return topics.stream().filter(which).map(TopicView::name).toList();
  }
}
