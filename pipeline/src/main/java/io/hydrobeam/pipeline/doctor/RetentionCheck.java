package io.hydrobeam.pipeline.doctor;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.pipeline.backend.Finding.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Check of the retention of the topics: how long, and whether completely, Kafka keeps records that
 * a stream reads again after a stop.
 */
final class RetentionCheck implements Check {
  private static final long FOR_EVER = -1;
  private static final String LOG_APPEND_TIME = "LogAppendTime";

  private final KafkaView kafka;

  RetentionCheck(KafkaView kafka) {
    this.kafka = kafka;
  }

  @Override
  public String name() {
    return "retention";
  }

  @Override
  public List<String> needs() {
    return List.of(TopicsCheck.NAME);
  }

  @Override
  public List<Finding> run() {
    return findings(kafka.sensors(), kafka.outputs());
  }

  static List<Finding> findings(List<TopicView> sensors, List<TopicView> outputs) {
    var findings = new ArrayList<Finding>();
    findings.addAll(grouped(Level.FAILED, sensors, RetentionCheck::ofPolicy));
    findings.addAll(grouped(Level.FAILED, outputs, RetentionCheck::ofPolicy));
    findings.addAll(grouped(Level.WARN, sensors, RetentionCheck::ofTime));
    findings.addAll(grouped(Level.WARN, sensors, RetentionCheck::ofBytes));
    if (!findings.isEmpty()) {
      return findings;
    }
    return List.of(
        sensors.stream().anyMatch(topic -> topic.settings().isEmpty())
            ? Finding.ok("unknown, because this user may not describe the configuration of topics")
            : Finding.ok("samples are kept %s", span(sensors)));
  }

  private static @Nullable String ofPolicy(TopicView topic) {
    return topic.settings().getOrDefault(CLEANUP_POLICY_CONFIG, "").contains(CLEANUP_POLICY_COMPACT)
        ? "cleanup.policy=compact keeps one record of each key and refuses those without; set"
            + " cleanup.policy=delete"
        : null;
  }

  /**
   * Reports retention by time. Retention counts from the record timestamps, unless Kafka sets them,
   * so that old history is deleted at once.
   */
  private static @Nullable String ofTime(TopicView topic) {
    long kept = topic.number(RETENTION_MS_CONFIG, FOR_EVER);
    return kept < 0 || isStampedByKafka(topic)
        ? null
        : String.format(
            Locale.ROOT,
            "samples are kept %s; replayed history that is older is deleted at once: for it, set retention.ms=-1",
            MessageFormats.time(kept));
  }

  private static @Nullable String ofBytes(TopicView topic) {
    long kept = topic.number(RETENTION_BYTES_CONFIG, FOR_EVER);
    return kept < 0
        ? null
        : String.format(
            Locale.ROOT,
            "a partition keeps %s, however new the rest is; set retention.bytes=-1 unless that is"
                + " enough for the longest stop",
            MessageFormats.bytes(kept));
  }

  private static boolean isStampedByKafka(TopicView topic) {
    return LOG_APPEND_TIME.equals(topic.settings().get(MESSAGE_TIMESTAMP_TYPE_CONFIG));
  }

  private static String span(List<TopicView> sensors) {
    return sensors.stream()
        .mapToLong(topic -> topic.number(RETENTION_MS_CONFIG, FOR_EVER))
        .filter(kept -> kept >= 0)
        .mapToObj(kept -> MessageFormats.time(kept) + " from when Kafka got them")
        .findFirst()
        .orElse("for ever");
  }

  /** Returns one finding for all topics with the same problem. */
  private static List<Finding> grouped(
      Level level, List<TopicView> topics, Function<TopicView, @Nullable String> of) {
    var names = new LinkedHashMap<String, List<String>>();
    for (TopicView topic : topics) {
      String problem = of.apply(topic);
      if (problem != null) {
        names.computeIfAbsent(problem, p -> new ArrayList<>()).add(topic.name());
      }
    }
    var findings = new ArrayList<Finding>();
    names.forEach(
        (problem, them) ->
            findings.add(new Finding(level, MessageFormats.names(them) + ": " + problem)));
    return findings;
  }
}
