package io.hydrobeam.it;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/** Compares rows, numbers to one part in 1e9. */
final class Rows {
  private static final double TOLERANCE = 1e-9;

  private Rows() {}

  /** Fails unless both hold the same keys, and under each the same columns and values. */
  static void assertSame(
      SortedMap<RowKey, Map<String, Object>> actual,
      SortedMap<RowKey, Map<String, Object>> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((key, row) -> assertSame(key, actual.get(key), row));
  }

  private static void assertSame(
      RowKey key, Map<String, Object> actual, Map<String, Object> expected) {
    var columns = new HashSet<>(actual.keySet());
    columns.remove("revision");
    var expectedColumns = new HashSet<>(expected.keySet());
    expectedColumns.remove("revision");
    assertThat(columns).isEqualTo(expectedColumns);
    for (String column : columns) {
      Object value = actual.get(column);
      Object wanted = expected.get(column);
      assertThat(isSame(value, wanted))
          .as("%s of %s: %s, expected %s", column, key, value, wanted)
          .isTrue();
    }
  }

  private static boolean isSame(Object a, Object b) {
    if (a instanceof Double x && b instanceof Double y) {
      return Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y));
    }
    return a == null ? b == null : a.equals(b);
  }

  /** All samples that a row counts. */
  static long samples(Map<String, Object> row) {
    return Rig.HERTZ.keySet().stream().mapToLong(sensor -> count(row, sensor)).sum();
  }

  /** The samples of one sensor that a row counts. */
  static long count(Map<String, Object> row, String sensor) {
    return (Long) row.get(sensor + "_count");
  }

  /** The published rows, of each the highest revision, in the types of the stored ones. */
  static SortedMap<RowKey, Map<String, Object>> published(Topics topics, StoredTable stored) {
    Map<String, Object> example = stored.rows().get(0);
    return topics.features().stream()
        .map(json -> of(json, example))
        .collect(
            toMap(
                StoredTable::key,
                row -> row,
                BinaryOperator.maxBy(Comparator.comparing(row -> (Integer) row.get("revision"))),
                TreeMap::new));
  }

  private static Map<String, Object> of(JsonNode published, Map<String, Object> example) {
    var row = new HashMap<String, Object>();
    published
        .fields()
        .forEachRemaining(e -> row.put(e.getKey(), value(e.getValue(), example.get(e.getKey()))));
    return row;
  }

  private static Object value(JsonNode json, Object example) {
    if (example instanceof Instant) {
      return Instant.parse(json.textValue());
    } else if (example instanceof Long) {
      return json.longValue();
    } else if (json.isBoolean()) {
      return json.booleanValue();
    } else if (json.isNumber()) {
      return json.isInt() ? (Object) json.intValue() : json.doubleValue();
    }
    return json.textValue();
  }
}
