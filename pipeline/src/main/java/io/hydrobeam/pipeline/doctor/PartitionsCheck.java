package io.hydrobeam.pipeline.doctor;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Check that all sensor topics have the same number of partitions, with records in each. */
final class PartitionsCheck implements Check {
  private final KafkaView kafka;
  private final double idleSeconds;

  PartitionsCheck(KafkaView kafka, double idleSeconds) {
    this.kafka = kafka;
    this.idleSeconds = idleSeconds;
  }

  @Override
  public String name() {
    return "partitions";
  }

  @Override
  public List<String> needs() {
    return List.of(TopicsCheck.NAME);
  }

  @Override
  public List<Finding> run() {
    return findings(kafka.sensors(), kafka.newest().partitions(), idleSeconds);
  }

  static List<Finding> findings(
      List<TopicView> sensors, Map<TopicPartition, Boolean> filled, double idleSeconds) {
    var findings = new ArrayList<Finding>();
    Map<Integer, List<String>> byCount =
        sensors.stream()
            .collect(
                groupingBy(
                    topic -> topic.partitions().size(),
                    TreeMap::new,
                    mapping(TopicView::name, toList())));
    if (byCount.size() > 1) {
      var counts = new ArrayList<String>();
      byCount.forEach(
          (count, topics) ->
              counts.add(
                  String.format(
                      Locale.ROOT,
                      "%s: %s",
                      MessageFormats.count(count, "partition"),
                      MessageFormats.names(topics))));
      findings.add(
          Finding.warn(
              "%s; add partitions so that all topics have the same number, and the sensors of a "
                  + "rig share partition numbers",
              String.join("; ", counts)));
    }
    List<String> idle = idle(filled);
    if (!idle.isEmpty()) {
      findings.add(
          Finding.warn(
              "empty partitions beside partitions with records: %s; rows wait --idleTimeout=%s s "
                  + "for them at each start: use no more partitions than rigs",
              MessageFormats.names(idle), idleSeconds));
    }
    return findings.isEmpty()
        ? List.of(
            Finding.ok(
                "%s a sensor",
                MessageFormats.count(byCount.keySet().iterator().next(), "partition")))
        : findings;
  }

  /** Returns the empty partitions of topics that are not empty. */
  private static List<String> idle(Map<TopicPartition, Boolean> filled) {
    Map<String, List<Boolean>> byTopic =
        filled.entrySet().stream()
            .collect(
                groupingBy(
                    entry -> entry.getKey().topic(), mapping(Map.Entry::getValue, toList())));
    return filled.keySet().stream()
        .filter(p -> !filled.get(p) && byTopic.get(p.topic()).contains(true))
        .map(TopicPartition::toString)
        .toList();
  }
}
