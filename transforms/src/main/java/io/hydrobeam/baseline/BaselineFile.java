package io.hydrobeam.baseline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.hydrobeam.baseline.Baseline.Curve;
import io.hydrobeam.baseline.Baseline.Normal;
import io.hydrobeam.baseline.Baseline.Provenance;
import io.hydrobeam.baseline.Baseline.Relations;
import io.hydrobeam.baseline.Baseline.Signature;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.Sensor;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Human-readable JSON format of a baseline: version, provenance, then the normal values of each
 * sensor with one line for each curve. Numbers have eight digits. Equal baselines give equal text.
 */
public final class BaselineFile {
  /** The version of the format; files of another one are refused. */
  public static final int VERSION = 1;

  private static final MathContext DIGITS = new MathContext(8);

  private BaselineFile() {}

  /** Returns an error that names the fault in the file and the remedy. */
  public static final class BaselineException extends Exception {
    private static final long serialVersionUID = 1L;

    BaselineException(String name, String problem) {
      super(name + ": " + problem + "; write the file anew with bin/hydrobeam baseline");
    }
  }

  /** The text of a baseline. */
  public static String write(Baseline baseline) {
    var text = new StringWriter();
    // Objects over several lines, arrays in one.
    var printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    printer.indentArraysWith(DefaultPrettyPrinter.NopIndenter.instance);
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      json.writeNumberField("version", VERSION);
      write(json, baseline.provenance());
      json.writeObjectFieldStart("sensors");
      for (Sensor sensor : Sensor.all()) {
        write(json, sensor, baseline.rates().get(sensor), baseline.normal().get(sensor));
      }
      json.writeEndObject();
      write(json, baseline.relations());
      json.writeArrayFieldStart("signatures");
      for (Signature signature : baseline.signatures()) {
        write(json, signature);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private static void write(JsonGenerator json, Provenance from) throws IOException {
    json.writeObjectFieldStart("provenance");
    json.writeStringField("source", from.source());
    json.writeNumberField("cycles", from.cycles());
    json.writeNumberField("first_cycle", from.firstCycle());
    json.writeNumberField("last_cycle", from.lastCycle());
    json.writeStringField("from", Instant.ofEpochMilli(from.fromMillis()).toString());
    json.writeStringField("to", Instant.ofEpochMilli(from.toMillis()).toString());
    json.writeNumberField("left_out", from.leftOut());
    json.writeNumberField("history_cycles", from.historyCycles());
    json.writeNumberField("history_conditions", from.historyConditions());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Sensor sensor, double rate, Normal normal)
      throws IOException {
    json.writeObjectFieldStart(sensor.name());
    json.writeStringField("unit", sensor.unit());
    number(json, "samples_a_second", rate);
    write(json, "level", normal.level());
    if (normal.spread() != null) {
      write(json, "spread", normal.spread());
    }
    write(json, "step", normal.step());
    json.writeNumberField("longest_rest_seconds", normal.longestRest());
    number(json, "shape", normal.shape());
    number(json, "least_deviation", normal.floor());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Curve curve) throws IOException {
    numbers(json, name + "_mean", curve.means());
    numbers(json, name + "_deviation", curve.deviations());
  }

  private static void write(JsonGenerator json, Relations relations) throws IOException {
    json.writeObjectFieldStart("relations");
    json.writeStringField("of", "20 phases of 3 s of each sensor, the sensors in the order above");
    number(json, "limit", relations.limit());
    number(json, "rest_variance", relations.rest());
    numbers(json, "scale", relations.scale());
    numbers(json, "variances", relations.variances());
    json.writeObjectFieldStart("axes");
    for (int k = 0; k < relations.axes().length; k++) {
      numbers(json, String.valueOf(k + 1), relations.axes()[k]);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Signature signature) throws IOException {
    json.writeStartObject();
    json.writeStringField("component", signature.component().label());
    json.writeNumberField("from", signature.from());
    json.writeNumberField("to", signature.to());
    number(json, "limit", signature.limit());
    number(json, "offset", signature.offset());
    numbers(json, "weights", signature.weights());
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(shortened(value));
  }

  private static void numbers(JsonGenerator json, String name, double[] values) throws IOException {
    json.writeArrayFieldStart(name);
    for (double value : values) {
      json.writeNumber(shortened(value));
    }
    json.writeEndArray();
  }

  private static String shortened(double value) {
    return String.valueOf(new BigDecimal(value, DIGITS).doubleValue());
  }

  /**
   * The baseline that a text holds.
   *
   * @param name the name of the file, for messages
   * @throws BaselineException if it is none, or of another version
   */
  public static Baseline read(String name, String text) throws BaselineException {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      json.nextToken();
      var root = new Fields("the file", value(json));
      int version = root.whole("version");
      if (version != VERSION) {
        throw new BaselineException(
            name, String.format(Locale.ROOT, "it is of version %d, not %d", version, VERSION));
      }
      return baseline(root);
    } catch (JsonParseException e) {
      throw new BaselineException(
          name,
          String.format(
              Locale.ROOT,
              "line %d is not JSON",
              e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new BaselineException(name, "it is no baseline, " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Baseline baseline(Fields root) {
    var rates = new EnumMap<Sensor, Double>(Sensor.class);
    var normal = new EnumMap<Sensor, Normal>(Sensor.class);
    Fields sensors = root.fields("sensors");
    for (Sensor sensor : Sensor.all()) {
      Fields fields = sensors.fields(sensor.name());
      rates.put(sensor, fields.number("samples_a_second"));
      normal.put(
          sensor,
          new Normal(
              curve(fields, "level"),
              fields.has("spread_mean") ? curve(fields, "spread") : null,
              curve(fields, "step"),
              fields.whole("longest_rest_seconds"),
              fields.number("shape"),
              fields.number("least_deviation")));
    }
    return new Baseline(
        provenance(root.fields("provenance")),
        rates,
        normal,
        relations(root.fields("relations")),
        root.list("signatures").stream()
            .map(value -> signature(new Fields("a signature", value)))
            .toList());
  }

  private static Provenance provenance(Fields fields) {
    return new Provenance(
        fields.text("source"),
        fields.whole("cycles"),
        fields.whole("first_cycle"),
        fields.whole("last_cycle"),
        Instant.parse(fields.text("from")).toEpochMilli(),
        Instant.parse(fields.text("to")).toEpochMilli(),
        fields.whole("left_out"),
        fields.whole("history_cycles"),
        fields.whole("history_conditions"));
  }

  private static Curve curve(Fields fields, String name) {
    return new Curve(fields.numbers(name + "_mean"), fields.numbers(name + "_deviation"));
  }

  private static Relations relations(Fields fields) {
    double[] variances = fields.numbers("variances");
    Fields axes = fields.fields("axes");
    var all = new double[variances.length][];
    for (int k = 0; k < all.length; k++) {
      all[k] = axes.numbers(String.valueOf(k + 1));
    }
    return new Relations(
        fields.numbers("scale"),
        all,
        variances,
        fields.number("rest_variance"),
        fields.number("limit"));
  }

  private static Signature signature(Fields fields) {
    String label = fields.text("component");
    return new Signature(
        Component.labelled(label)
            .orElseThrow(() -> new IllegalArgumentException("no component is called " + label)),
        fields.whole("from"),
        fields.whole("to"),
        fields.numbers("weights"),
        fields.number("limit"),
        fields.number("offset"));
  }

  /** The value at the parser: a map, a list, a text, a number; null for anything else. */
  private static @Nullable Object value(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      var map = new LinkedHashMap<String, Object>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        map.put(name, value(json));
      }
      return map;
    } else if (token == JsonToken.START_ARRAY) {
      var list = new ArrayList<Object>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(json));
      }
      return list;
    } else if (token != null && token.isNumeric()) {
      return json.getDoubleValue();
    }
    return token == JsonToken.VALUE_STRING ? json.getText() : null;
  }

  /** An object of the file, whose fields are asked for by name. */
  private record Fields(String owner, Map<?, ?> values) {
    Fields(String owner, @Nullable Object value) {
      this(owner, as(Map.class, value, owner));
    }

    boolean has(String name) {
      return values.containsKey(name);
    }

    Fields fields(String name) {
      return new Fields(name, values.get(name));
    }

    List<?> list(String name) {
      return as(List.class, values.get(name), name);
    }

    String text(String name) {
      return as(String.class, values.get(name), name);
    }

    double number(String name) {
      return as(Double.class, values.get(name), name);
    }

    int whole(String name) {
      return (int) number(name);
    }

    double[] numbers(String name) {
      return list(name).stream().mapToDouble(value -> as(Double.class, value, name)).toArray();
    }

    private static <T> T as(Class<T> type, @Nullable Object value, String name) {
      if (!type.isInstance(value)) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "%s is missing or of the wrong kind", name));
      }
      return type.cast(value);
    }
  }
}
