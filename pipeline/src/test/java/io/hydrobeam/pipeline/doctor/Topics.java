package io.hydrobeam.pipeline.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/** Topics as a broker might describe them. */
final class Topics {
  private Topics() {}

  /** A topic of so many partitions and copies, all in sync, with these settings. */
  static TopicView topic(String name, int partitions, int copies, String... settings) {
    return topic(name, partitions, copies, copies, settings);
  }

  /** The same, of whose copies so many are in sync. */
  static TopicView topic(String name, int partitions, int copies, int inSync, String... settings) {
    List<Node> brokers =
        IntStream.range(0, copies).mapToObj(id -> new Node(id, "broker", 9092)).toList();
    return new TopicView(
        name,
        IntStream.range(0, partitions)
            .mapToObj(
                p -> new TopicPartitionInfo(p, brokers.get(0), brokers, brokers.subList(0, inSync)))
            .toList(),
        settings(settings),
        null);
  }

  private static Map<String, String> settings(String... namesAndValues) {
    var settings = new HashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return settings;
  }
}
