package io.hydrobeam.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.hydrobeam.model.Anomaly.Scope;
import io.hydrobeam.model.RowVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/**
 * Windows whose best row version has no anomalies. A file keeps them in its footer as JSON,
 * invisible to queries: one line of numbers for each window, in the order of {@link #FIELDS}.
 */
final class Markers {
  private static final String KEY = "hydrobeam.without-anomalies";
  private static final String FIELDS = "window_start cycle scope samples revision complete";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Markers() {}

  /** Returns whether a record is one of them, rather than an anomaly. */
  static boolean isMarker(GenericRecord record) {
    return ((CharSequence) record.get("id")).isEmpty();
  }

  /** The entries of the footer for these records, of one rig; none without markers. */
  static Map<String, String> footer(List<GenericRecord> records) {
    List<GenericRecord> markers = records.stream().filter(Markers::isMarker).toList();
    if (markers.isEmpty()) {
      return Map.of();
    }
    var footer = JSON.createObjectNode();
    footer.put("rig", markers.get(0).get("rig").toString());
    footer.put("fields", FIELDS);
    ArrayNode windows = footer.putArray("windows");
    for (GenericRecord marker : markers) {
      RowVersion version = AnomalyTable.version(marker);
      ArrayNode window = windows.addArray();
      window.add((Long) marker.get("window_start")).add((Integer) marker.get("cycle"));
      window.add(AnomalyTable.scope(marker).label());
      if (version != null) {
        window.add(version.samples()).add(version.revision()).add(version.complete());
      }
    }
    return Map.of(KEY, footer.toString());
  }

  /**
   * The markers of a footer.
   *
   * @throws IllegalArgumentException if the footer's entry is not as {@link #footer} makes it
   */
  static List<GenericRecord> of(Map<String, String> footer) {
    String text = footer.get(KEY);
    if (text == null) {
      return List.of();
    }
    try {
      JsonNode entry = JSON.readTree(text);
      String rig = entry.required("rig").textValue();
      var markers = new ArrayList<GenericRecord>();
      for (JsonNode window : entry.required("windows")) {
        markers.add(
            AnomalyTable.marker(
                rig,
                window.required(1).intValue(),
                window.required(0).longValue(),
                Scope.valueOf(window.required(2).textValue().toUpperCase(Locale.ROOT)),
                window.size() == 3
                    ? null
                    : new RowVersion(
                        window.required(3).longValue(),
                        window.required(4).intValue(),
                        window.required(5).booleanValue())));
      }
      return markers;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not the footer of a file of anomalies: " + text, e);
    }
  }
}
