package io.hydrobeam.pipeline.doctor;

import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;

import io.hydrobeam.pipeline.kafka.StartAt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Whether this user may read the sensors' topics and write the others, and messages of what size;
 * and whether it may read what was alerted, where the stream does so.
 */
final class RightsCheck implements Check {
  private final KafkaView kafka;
  private final List<String> readBack;

  /** A run that may begin in the middle reads back what was alerted. */
  RightsCheck(KafkaView kafka, StartAt startAt) {
    this.kafka = kafka;
    readBack = startAt.isEarliest() ? List.of() : List.of(kafka.names().alerts());
  }

  @Override
  public String name() {
    return "rights";
  }

  @Override
  public List<String> needs() {
    return List.of(TopicsCheck.NAME);
  }

  @Override
  public List<Finding> run() {
    List<TopicView> alerts = readBack.stream().map(kafka.topics()::get).toList();
    return findings(kafka.sensors(), kafka.outputs(), alerts);
  }

  static List<Finding> findings(
      List<TopicView> sensors, List<TopicView> outputs, List<TopicView> readBack) {
    var findings = new ArrayList<Finding>();
    requireRight(
        AclOperation.READ, Stream.concat(sensors.stream(), readBack.stream()).toList(), findings);
    requireRight(AclOperation.WRITE, outputs, findings);
    requireRoom(sensors, outputs.get(outputs.size() - 1), findings);
    return findings.isEmpty()
        ? List.of(Finding.ok("samples may be read, rows, alerts and dead letters written"))
        : findings;
  }

  private static void requireRight(
      AclOperation right, List<TopicView> topics, List<Finding> findings) {
    List<String> closed =
        topics.stream()
            .filter(topic -> topic.rights() != null && !topic.rights().contains(right))
            .map(TopicView::name)
            .toList();
    if (!closed.isEmpty()) {
      findings.add(
          Finding.failed(
              "this user may not %s %s; grant it by kafka-acls --operation %s",
              right == AclOperation.READ ? "read" : "write to", Wording.names(closed), right));
    }
  }

  /** A dead letter is as large as what came in. */
  private static void requireRoom(
      List<TopicView> sensors, TopicView deadLetters, List<Finding> findings) {
    long room = deadLetters.number(MAX_MESSAGE_BYTES_CONFIG, Long.MAX_VALUE);
    long largest =
        sensors.stream().mapToLong(t -> t.number(MAX_MESSAGE_BYTES_CONFIG, 0)).max().orElse(0);
    if (room < largest) {
      findings.add(
          Finding.warn(
              "%s takes messages of %s, and the sensors' topics of %s, so that dead letters may be"
                  + " cut; raise its max.message.bytes",
              deadLetters.name(), Wording.bytes(room), Wording.bytes(largest)));
    }
  }
}
