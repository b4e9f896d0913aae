package io.hydrobeam.pipeline.doctor;

import static io.hydrobeam.pipeline.doctor.Topics.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.hydrobeam.kafka.StartAt;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.pipeline.backend.Finding.Level;
import io.hydrobeam.pipeline.doctor.KafkaView.Group;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of topics as a broker describes them. */
class TopicChecksTest {
  private static final List<TopicView> NO_OUTPUTS = List.of();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retention.ms     | -1             | OK     | for ever
          retention.ms     | 604800000      | WARN   | t: samples are kept 7 days; replayed history
          retention.ms     | 3600000        | WARN   | kept 60 minutes
          retention.bytes  | -1             | OK     | for ever
          retention.bytes  | 1073741824     | WARN   | t: a partition keeps 1.0 GiB
          cleanup.policy   | delete         | OK     | for ever
          cleanup.policy   | compact        | FAILED | t: cleanup.policy=compact
          cleanup.policy   | compact,delete | FAILED | set cleanup.policy=delete
          """)
  void retentionIsReportedWithConsequence(String name, String value, Level level, String text) {
    List<Finding> findings =
        RetentionCheck.findings(List.of(topic("t", 1, 1, name, value)), NO_OUTPUTS);
    assertThat(findings).singleElement().extracting(Finding::level).isEqualTo(level);
    assertThat(findings.get(0).text()).contains(text);
  }

  @Test
  void historyIsSafeWhereKafkaSetsTheTimeByWhichRecordsGrowOld() {
    TopicView stamped =
        topic("t", 1, 1, "retention.ms", "604800000", "message.timestamp.type", "LogAppendTime");
    assertThat(RetentionCheck.findings(List.of(stamped), NO_OUTPUTS))
        .containsExactly(Finding.ok("samples are kept 7 days from when Kafka got them"));
  }

  @Test
  void topicsOfWhichTheSameIsToBeSaidShareALine() {
    List<TopicView> sensors =
        List.of(
            topic("a", 1, 1, "retention.ms", "604800000"),
            topic("b", 1, 1, "retention.ms", "604800000"),
            topic("c", 1, 1, "retention.ms", "172800000"));
    assertThat(RetentionCheck.findings(sensors, NO_OUTPUTS))
        .extracting(finding -> finding.text().replaceFirst("days.*", "days"))
        .containsExactly("a, b: samples are kept 7 days", "c: samples are kept 2 days");
  }

  @Test
  void outputThatIsCompactedFailsToo() {
    List<TopicView> sensors = List.of(topic("t", 1, 1, "retention.ms", "-1"));
    List<TopicView> outputs = List.of(topic("letters", 1, 1, "cleanup.policy", "compact"));
    assertThat(RetentionCheck.findings(sensors, outputs))
        .singleElement()
        .matches(f -> f.level() == Level.FAILED && f.text().startsWith("letters: "));
  }

  @Test
  void oneCopyIsWorthAWarningWhereThereAreBrokersForMore() {
    List<TopicView> topics = List.of(topic("t", 1, 1));
    assertThat(ReplicasCheck.findings(topics, topics, 1))
        .containsExactly(Finding.ok("1 copy of each topic on 1 broker"));
    assertThat(ReplicasCheck.findings(topics, topics, 3))
        .singleElement()
        .matches(f -> f.level() == Level.WARN && f.text().contains("t: one replica on 3 brokers"));
    List<TopicView> copied = List.of(topic("t", 1, 3));
    assertThat(ReplicasCheck.findings(copied, copied, 3))
        .containsExactly(Finding.ok("3 copies of each topic on 3 brokers"));
  }

  @Test
  void outputThatCanAcknowledgeNothingFails() {
    String least = "min.insync.replicas";
    List<TopicView> tooFew = List.of(topic("t", 2, 1, least, "2"));
    assertThat(ReplicasCheck.findings(tooFew, tooFew, 1))
        .singleElement()
        .matches(f -> f.level() == Level.FAILED && f.text().contains("fewer replicas than"));
    List<TopicView> down = List.of(topic("t", 2, 3, 1, least, "2"));
    assertThat(ReplicasCheck.findings(down, down, 3))
        .singleElement()
        .matches(f -> f.level() == Level.FAILED && f.text().contains("are in sync than"));
    List<TopicView> well = List.of(topic("t", 2, 3, 2, least, "2"));
    assertThat(ReplicasCheck.findings(well, well, 3))
        .extracting(Finding::level)
        .containsExactly(Level.OK);
  }

  @Test
  void sensorsOfDifferentCountsAndPartitionsThatStandIdleAreNamed() {
    var filled = new LinkedHashMap<TopicPartition, Boolean>();
    filled.put(new TopicPartition("a", 0), true);
    filled.put(new TopicPartition("a", 1), false);
    filled.put(new TopicPartition("b", 0), false);
    List<TopicView> topics = List.of(topic("a", 2, 1), topic("b", 1, 1));
    assertThat(PartitionsCheck.findings(topics, filled, 5))
        .allMatch(finding -> finding.level() == Level.WARN)
        .extracting(Finding::text)
        .satisfiesExactly(
            counts -> assertThat(counts).startsWith("1 partition: b; 2 partitions: a; "),
            idle ->
                assertThat(idle).contains("empty partitions", ": a-1; ", "--idleTimeout=5.0 s"));
    filled.put(new TopicPartition("a", 1), true);
    assertThat(PartitionsCheck.findings(List.of(topic("a", 2, 1)), filled, 5))
        .containsExactly(Finding.ok("2 partitions a sensor"));
  }

  @Test
  void rightsThatAreMissingAreNamedUnlessTheBrokerTellsOfNone() {
    TopicView silent = topic("t", 1, 1);
    TopicView readable = withRights(AclOperation.DESCRIBE, AclOperation.READ);
    TopicView writable = withRights(AclOperation.DESCRIBE, AclOperation.WRITE);
    assertThat(RightsCheck.ofTopics(List.of(silent), List.of(silent), List.of())).isEmpty();
    assertThat(RightsCheck.ofTopics(List.of(readable), List.of(writable), List.of())).isEmpty();
    assertThat(RightsCheck.ofTopics(List.of(writable), List.of(readable), List.of()))
        .extracting(Finding::level, finding -> finding.text().replaceFirst(";.*", ""))
        .containsExactly(
            tuple(Level.FAILED, "this user may not read t"),
            tuple(Level.FAILED, "this user may not write to t"));
    assertThat(RightsCheck.ofTopics(List.of(readable), List.of(writable), List.of(writable)))
        .singleElement()
        .matches(f -> f.level() == Level.FAILED && f.text().contains("may not read t"));
  }

  @Test
  void groupThatMayNotBeReadFailsARunThatBeginsAtItsOffsets() {
    var committed = StartAt.parse("committed");
    var earliest = StartAt.parse("earliest");
    assertThat(RightsCheck.ofGroup(new Group("g", null), committed)).isEmpty();
    assertThat(RightsCheck.ofGroup(new Group("g", Set.of(AclOperation.READ)), committed)).isEmpty();
    var visible = new Group("g", Set.of(AclOperation.DESCRIBE));
    assertThat(RightsCheck.ofGroup(visible, committed))
        .singleElement()
        .matches(
            f ->
                f.level() == Level.FAILED
                    && f.text().contains("may not read the consumer group g,"));
    assertThat(RightsCheck.ofGroup(new Group("g", Set.of()), earliest))
        .extracting(Finding::level)
        .containsExactly(Level.WARN);
  }

  private static TopicView withRights(AclOperation... rights) {
    TopicView topic = topic("t", 1, 1);
    return new TopicView(topic.name(), topic.partitions(), topic.settings(), Set.of(rights));
  }

  @Test
  void deadLettersThatWouldBeCutAreWorthAWarning() {
    String largest = "max.message.bytes";
    List<TopicView> sensors = List.of(topic("t", 1, 1, largest, "2097152"));
    assertThat(
            RightsCheck.ofTopics(
                sensors, List.of(topic("letters", 1, 1, largest, "1048588")), List.of()))
        .singleElement()
        .matches(
            f -> f.level() == Level.WARN && f.text().contains("letters accepts messages of 1.0"));
    assertThat(
            RightsCheck.ofTopics(
                sensors, List.of(topic("letters", 1, 1, largest, "2097152")), List.of()))
        .isEmpty();
  }
}
