package io.hydrobeam.it;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Anomalies by their ids, and the messages of alerts, each as one line. */
final class Alerts {
  private Alerts() {}

  /** The messages on Kafka, each once however often it was published. */
  static SortedSet<String> told(Topics topics) {
    return topics.alerts().stream()
        .map(
            message ->
                line(
                    message.get("window_start").textValue(),
                    message.get("state").textValue(),
                    message.get("severity").textValue(),
                    message.get("type").textValue(),
                    message.get("sensor").textValue(),
                    message.get("since").textValue(),
                    message.get("component").textValue(),
                    message.get("id").textValue(),
                    message.get("message").textValue()))
        .collect(toCollection(TreeSet::new));
  }

  /** The messages in the table; each must be there once. */
  static SortedSet<String> kept(String output) {
    var messages = new TreeSet<String>();
    for (var row : StoredTable.read(output + "/alerts").rows()) {
      String line =
          line(
              stamp(row.get("window_start")),
              row.get("state"),
              row.get("severity"),
              row.get("type"),
              row.get("sensor"),
              stamp(row.get("since")),
              row.get("component"),
              row.get("id"),
              row.get("message"));
      assertThat(messages.add(line)).as("%s twice", line).isTrue();
    }
    return messages;
  }

  private static String line(Object... parts) {
    return Stream.of(parts).map(String::valueOf).collect(joining(" "));
  }

  private static String stamp(Object time) {
    return time.toString().replace("Z", ".000Z");
  }

  /** The anomalies in the table by their ids; each must be there once. */
  static SortedMap<String, String> anomalies(String output) {
    var anomalies = new TreeMap<String, String>();
    for (var row : StoredTable.read(output + "/anomalies").rows()) {
      String line =
          line(
              (String) row.get("rig"),
              (Integer) row.get("cycle"),
              (Instant) row.get("window_start"),
              (String) row.get("type"),
              (String) row.get("sensor"));
      assertThat(anomalies.put((String) row.get("id"), line)).as("%s twice", line).isNull();
    }
    return anomalies;
  }

  /** Of these anomalies, those that tell of a silent sensor. */
  static SortedSet<String> missingSensors(SortedMap<String, String> anomalies) {
    return anomalies.values().stream()
        .filter(line -> line.contains("sensor_missing"))
        .collect(toCollection(TreeSet::new));
  }

  /** The anomalies that must tell of the silent sensors in these rows. */
  static SortedSet<String> expectedMissing(StoredTable rows) {
    return rows.rows().stream()
        .map(StoredTable::key)
        .flatMap(key -> missingIn(key, rows))
        .collect(toCollection(TreeSet::new));
  }

  private static Stream<String> missingIn(RowKey key, StoredTable rows) {
    var row = rows.byKey().get(key);
    return Rig.HERTZ.keySet().stream()
        .filter(sensor -> Rows.count(row, sensor) == 0)
        .map(s -> line(key.rig(), key.cycle(), key.windowStart(), "sensor_missing", s));
  }

  private static String line(String rig, int cycle, Instant start, String type, String sensor) {
    return String.format(Locale.ROOT, "%s cycle %d %s %s %s", rig, cycle, start, type, sensor);
  }
}
