package io.hydrobeam.batch.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.hydrobeam.batch.dataset.Columns.Column;
import io.hydrobeam.batch.dataset.Selection.Fault;
import io.hydrobeam.batch.dataset.Selection.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Manifest of a data set, as JSON: sources, settings, contents, and excluded cycles with reasons.
 * Two exports of the same input give the same manifest.
 */
final class Manifest {
  static final String FILE = "manifest.json";

  private Manifest() {}

  /**
   * Returns the manifest.
   *
   * @param hashes the SHA-256 of each file, by file name
   * @param schemaHash the SHA-256 of the schema
   */
  static Map<String, Object> of(
      DatasetOptions options,
      DatasetSettings settings,
      CycleSource source,
      Selection selection,
      List<Column> columns,
      String version,
      String schemaHash,
      Map<String, String> hashes) {
    List<Verdict> included = selection.included();
    var manifest = new LinkedHashMap<String, Object>();
    manifest.put("name", "Hydrobeam training data");
    manifest.put("version", version);
    manifest.put("source", source(options, source, selection));
    manifest.put("options", options(options));
    manifest.put("rows", included.size());
    manifest.put("split", countBy(included, selection::splitOf));
    manifest.put("labels", counts(included, selection));
    manifest.put("faults", faults(selection, source));
    manifest.put("labels_without_cycle", selection.labelsWithoutCycle());
    manifest.put("files", new LinkedHashMap<String, Object>(hashes));
    manifest.put("schema_sha256", schemaHash);
    manifest.put("columns", columns.stream().map(Manifest::column).toList());
    return manifest;
  }

  private static Map<String, Object> source(
      DatasetOptions options, CycleSource source, Selection selection) {
    List<Verdict> all = selection.all();
    var json = new LinkedHashMap<String, Object>();
    json.put("input", options.getInput());
    json.put("kind", source.kind());
    json.put("labels", labelsFile(options));
    json.put("rigs", all.stream().map(Verdict::rig).distinct().toList());
    json.put("cycles", all.size());
    json.put("first_cycle", all.stream().mapToInt(Verdict::cycle).min().orElseThrow());
    json.put("last_cycle", all.stream().mapToInt(Verdict::cycle).max().orElseThrow());
    json.put(
        "from", time(source, all.stream().mapToLong(Verdict::startMillis).min().orElseThrow()));
    json.put("to", time(source, all.stream().mapToLong(Verdict::endMillis).max().orElseThrow()));
    return json;
  }

  private static @Nullable String time(CycleSource source, long millis) {
    return source.timed() ? Instant.ofEpochMilli(millis).toString() : null;
  }

  /** Returns the file of the labels. */
  static String labelsFile(DatasetOptions options) {
    return options.getLabels() == null ? options.getInput() + "/profile.txt" : options.getLabels();
  }

  private static Map<String, Object> options(DatasetOptions options) {
    var json = new LinkedHashMap<String, Object>();
    json.put("format", options.getFormat());
    json.put("incomplete", options.getIncomplete());
    json.put("labelsFirstCycle", options.getLabelsFirstCycle());
    json.put("cycleLength", options.getCycleLength());
    json.put("phases", options.getPhases());
    json.put("block", options.getBlock());
    json.put("testShare", options.getTestShare());
    json.put("seed", options.getSeed());
    json.put("from", options.getFrom());
    json.put("to", options.getTo());
    json.put("config", options.getConfig());
    return json;
  }

  private static Map<String, Object> counts(List<Verdict> included, Selection selection) {
    var json = new LinkedHashMap<String, Object>();
    for (Label label : Label.all()) {
      var byValue = new TreeMap<Integer, List<Verdict>>();
      for (Verdict verdict : included) {
        Integer value = verdict.labels() == null ? null : verdict.labels().get(label);
        if (value != null) {
          byValue.computeIfAbsent(value, v -> new ArrayList<>()).add(verdict);
        }
      }
      var counts = new LinkedHashMap<String, Object>();
      byValue.forEach((v, of) -> counts.put(v.toString(), countBy(of, selection::splitOf)));
      json.put(label.column(), counts);
    }
    return json;
  }

  private static Map<String, Object> countBy(
      List<Verdict> verdicts, Function<Verdict, String> key) {
    var counts = new LinkedHashMap<String, Object>();
    counts.put("train", verdicts.stream().filter(v -> key.apply(v).equals("train")).count());
    counts.put("test", verdicts.stream().filter(v -> key.apply(v).equals("test")).count());
    return counts;
  }

  private static List<Object> faults(Selection selection, CycleSource source) {
    var json = new ArrayList<Object>();
    for (Verdict verdict : selection.all()) {
      for (Fault fault : verdict.faults()) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("rig", verdict.rig());
        entry.put("cycle", verdict.cycle());
        entry.put("start", time(source, verdict.startMillis()));
        entry.put("excluded", !selection.includes(verdict));
        entry.put("reason", fault.reason().label());
        entry.put("detail", fault.detail());
        json.add(entry);
      }
    }
    return json;
  }

  private static Object column(Column column) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", column.name());
    json.put("type", column.type().label());
    json.put("unit", column.unit());
    json.put("meaning", column.meaning());
    return json;
  }

  /** Writes maps, lists and values as JSON, each on a line of its own. */
  static void write(OutputStream out, Map<String, Object> manifest) throws IOException {
    var lines = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
    printer.indentArraysWith(lines);
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.setPrettyPrinter(printer);
      write(json, manifest);
      json.writeRaw("\n");
    }
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (var entry : map.entrySet()) {
        json.writeFieldName((String) entry.getKey());
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        write(json, element);
      }
      json.writeEndArray();
    } else {
      json.writeObject(value);
    }
  }
}
