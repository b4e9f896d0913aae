package io.hydrobeam.it;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Alerts, each as one line of its rig, window, type and sensor, by their ids. */
final class Alerts {
  private Alerts() {}

  /** Those on Kafka; the same id must always stand for the same alert. */
  static SortedMap<String, String> published(Topics topics) {
    var alerts = new TreeMap<String, String>();
    for (JsonNode alert : topics.alerts()) {
      String line =
          line(
              alert.get("rig").textValue(),
              alert.get("cycle").intValue(),
              Instant.parse(alert.get("window_start").textValue()),
              alert.get("type").textValue(),
              alert.get("sensor").textValue());
      String before = alerts.put(alert.get("id").textValue(), line);
      assertThat(before == null || before.equals(line)).as("%s and %s", before, line).isTrue();
    }
    return alerts;
  }

  /** Those in the table; each must be there once. */
  static SortedMap<String, String> stored(String output) {
    var alerts = new TreeMap<String, String>();
    for (var row : StoredTable.read(output + "/anomalies").rows()) {
      String line =
          line(
              (String) row.get("rig"),
              (Integer) row.get("cycle"),
              (Instant) row.get("window_start"),
              (String) row.get("type"),
              (String) row.get("sensor"));
      assertThat(alerts.put((String) row.get("id"), line)).as("%s twice", line).isNull();
    }
    return alerts;
  }

  /** Of these alerts, those that tell of a silent sensor. */
  static SortedSet<String> missingSensors(SortedMap<String, String> alerts) {
    return alerts.values().stream()
        .filter(line -> line.contains("sensor_missing"))
        .collect(toCollection(TreeSet::new));
  }

  /** The alerts that must tell of the silent sensors in these rows. */
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
    return "%s cycle %d %s %s %s".formatted(rig, cycle, start, type, sensor);
  }
}
