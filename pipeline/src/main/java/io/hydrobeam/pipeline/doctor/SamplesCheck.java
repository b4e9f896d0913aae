package io.hydrobeam.pipeline.doctor;

import static java.util.stream.Collectors.groupingBy;

import io.hydrobeam.parse.MalformedMessageException;
import io.hydrobeam.parse.ReadingParser;
import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Check that the newest messages of each sensor can be parsed. */
final class SamplesCheck implements Check {
  private final KafkaView kafka;
  private final ReadingParser parser;

  SamplesCheck(KafkaView kafka, ReadingParser parser) {
    this.kafka = kafka;
    this.parser = parser;
  }

  @Override
  public String name() {
    return "samples";
  }

  @Override
  public List<String> needs() {
    return List.of(TopicsCheck.NAME);
  }

  @Override
  public List<Finding> run() {
    return findings(
        kafka.names().sensorTopics(),
        kafka.newest().records(),
        parser,
        kafka.names().deadLetters());
  }

  static List<Finding> findings(
      List<String> topics,
      List<ConsumerRecord<byte[], byte[]>> newest,
      ReadingParser parser,
      String deadLetters) {
    Map<String, List<ConsumerRecord<byte[], byte[]>>> byTopic =
        newest.stream().collect(groupingBy(ConsumerRecord::topic));
    var findings = new ArrayList<Finding>();
    for (String topic : topics) {
      Finding finding = of(byTopic.getOrDefault(topic, List.of()), parser, deadLetters);
      if (finding != null) {
        findings.add(finding);
      }
    }
    List<String> silent = topics.stream().filter(t -> !byTopic.containsKey(t)).toList();
    if (!silent.isEmpty()) {
      findings.add(
          Finding.warn(
              "no samples in %s; start their producer, or bin/hydrobeam replay --simulate",
              silent.size() == topics.size() ? "any topic" : MessageFormats.names(silent)));
    }
    return findings.isEmpty()
        ? List.of(Finding.ok("the newest of all %d sensors can be read", topics.size()))
        : findings;
  }

  /** Returns the finding on the newest messages of one topic; null for no problem. */
  private static @Nullable Finding of(
      List<ConsumerRecord<byte[], byte[]>> newest, ReadingParser parser, String deadLetters) {
    int bad = 0;
    MalformedMessageException last = null;
    for (ConsumerRecord<byte[], byte[]> message : newest) {
      try {
        parser.parse(message.topic(), message.value(), message.timestamp());
      } catch (MalformedMessageException e) {
        bad++;
        last = e;
      }
    }
    if (last == null) {
      return null;
    }
    Finding.Level level = bad == newest.size() ? Finding.Level.FAILED : Finding.Level.WARN;
    return new Finding(
        level,
        String.format(
            Locale.ROOT,
            "%s: %d of the newest %d go to %s, the last of them as %s: %s; correct their "
                + "producer",
            newest.get(0).topic(),
            bad,
            newest.size(),
            deadLetters,
            last.reason().label(),
            last.detail()));
  }
}
