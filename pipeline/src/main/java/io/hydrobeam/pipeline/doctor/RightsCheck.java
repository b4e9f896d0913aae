package io.hydrobeam.pipeline.doctor;

import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;

import io.hydrobeam.kafka.StartAt;
import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.pipeline.doctor.KafkaView.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Check of the rights of this user: to read the sensor topics, to write the output topics, to read
 * the alerts topic if the stream does so, and to read and commit the offsets of the consumer group.
 * The right to read a group includes the right to commit. Also checks the maximum message sizes.
 */
final class RightsCheck implements Check {
  private final KafkaView kafka;
  private final StartAt startAt;
  private final String group;
  private final List<String> readBack;

  /** Creates the check. A run that may begin in the middle of the topics reads the alerts topic. */
  RightsCheck(KafkaView kafka, StartAt startAt, String group) {
    this.kafka = kafka;
    this.startAt = startAt;
    this.group = group;
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
    var findings = new ArrayList<Finding>();
    findings.addAll(ofTopics(kafka.sensors(), kafka.outputs(), alerts));
    findings.addAll(ofGroup(kafka.group(group), startAt));
    return findings.isEmpty()
        ? List.of(
            Finding.ok("read access to samples, write access to rows, alerts and dead letters"))
        : findings;
  }

  static List<Finding> ofTopics(
      List<TopicView> sensors, List<TopicView> outputs, List<TopicView> readBack) {
    var findings = new ArrayList<Finding>();
    requireRight(
        AclOperation.READ, Stream.concat(sensors.stream(), readBack.stream()).toList(), findings);
    requireRight(AclOperation.WRITE, outputs, findings);
    requireRoom(sensors, outputs.get(outputs.size() - 1), findings);
    return findings;
  }

  /**
   * Checks the right to read the group. Without this right no run commits offsets, and a run with
   * {@code --startAt=committed} does not start.
   */
  static List<Finding> ofGroup(Group group, StartAt startAt) {
    if (group.rights() == null || group.rights().contains(AclOperation.READ)) {
      return List.of();
    }
    String text =
        "this user may not read the consumer group %s, which holds the offsets for"
            + " --startAt=committed; grant it by kafka-acls --group %s --operation READ";
    return List.of(
        startAt.isCommitted()
            ? Finding.failed(text, group.name(), group.name())
            : Finding.warn(text, group.name(), group.name()));
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
              right == AclOperation.READ ? "read" : "write to",
              MessageFormats.names(closed),
              right));
    }
  }

  /**
   * Checks that the dead-letter topic accepts the largest input message, since a dead letter is as
   * large as its message.
   */
  private static void requireRoom(
      List<TopicView> sensors, TopicView deadLetters, List<Finding> findings) {
    long room = deadLetters.number(MAX_MESSAGE_BYTES_CONFIG, Long.MAX_VALUE);
    long largest =
        sensors.stream().mapToLong(t -> t.number(MAX_MESSAGE_BYTES_CONFIG, 0)).max().orElse(0);
    if (room < largest) {
      findings.add(
          Finding.warn(
              "%s accepts messages of %s, and sensor topics of %s, so dead letters may be "
                  + "truncated; raise its max.message.bytes",
              deadLetters.name(), MessageFormats.bytes(room), MessageFormats.bytes(largest)));
    }
  }
}
