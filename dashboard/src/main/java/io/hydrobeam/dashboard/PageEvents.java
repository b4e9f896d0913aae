package io.hydrobeam.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.model.AlertMessage;
import io.hydrobeam.model.Feature;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.Bounds;
import io.hydrobeam.model.Sensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Server-sent events of the page, each with a name and one line of JSON. */
final class PageEvents {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Precision of a float. More digits are not visible, and fewer digits would change the value of
   * the row.
   */
  private static final MathContext DIGITS = new MathContext(7);

  private static final int DEVIATIONS = 3;

  private PageEvents() {}

  /** Returns the event {@code hello}, the first event of a connection. */
  static byte[] hello(
      RigConfig rig, @Nullable Baseline baseline, int rowsEach, long silentMillis, String version) {
    return event(
        "hello",
        json -> {
          json.writeStringField("version", version);
          json.writeNumberField("rowsEach", rowsEach);
          json.writeNumberField("silentAfter", silentMillis);
          json.writeNumberField("pressureSpike", rig.limits().pressureSpike());
          json.writeArrayFieldStart("sensors");
          for (Sensor sensor : Sensor.all()) {
            write(json, sensor, rig, baseline);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("features");
          for (Feature feature : Feature.all()) {
            write(json, feature);
          }
          json.writeEndArray();
        });
  }

  /** Returns the event {@code history}: all kept rows of a rig. */
  static byte[] history(String rig, List<FeatureRow> rows) {
    return rows("history", rig, rows);
  }

  /** Returns the event {@code rows}: new rows of a rig. */
  static byte[] rows(String rig, List<FeatureRow> rows) {
    return rows("rows", rig, rows);
  }

  /** Returns the event {@code state}: the current state. */
  static byte[] state(LiveSnapshot state, boolean brokerAnswers) {
    return event(
        "state",
        json -> {
          json.writeNumberField("now", state.nowMillis());
          json.writeBooleanField("broker", brokerAnswers);
          json.writeArrayFieldStart("rigs");
          for (LiveSnapshot.RigState rig : state.rigs()) {
            write(json, rig);
          }
          json.writeEndArray();
          writeAlerts(json, "active", state.active());
          writeAlerts(json, "past", state.past());
          write(json, state.counts());
        });
  }

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] event(String name, Body body) {
    var out = new ByteArrayOutputStream(4096);
    out.writeBytes(("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
    // JSON escapes line breaks within texts, so an event has one line.
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array refused to grow", e);
    }
    out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static byte[] rows(String name, String rig, List<FeatureRow> rows) {
    return event(
        name,
        json -> {
          json.writeStringField("rig", rig);
          json.writeArrayFieldStart("rows");
          for (FeatureRow row : rows) {
            write(json, row);
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, FeatureRow row) throws IOException {
    json.writeStartObject();
    json.writeNumberField("t", row.startMillis());
    json.writeNumberField("e", row.endMillis());
    json.writeNumberField("c", row.cycle());
    json.writeNumberField("v", row.revision());
    json.writeBooleanField("k", row.complete());
    json.writeArrayFieldStart("s");
    for (float figure : row.figures()) {
      number(json, figure);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(
      JsonGenerator json, Sensor sensor, RigConfig rig, @Nullable Baseline baseline)
      throws IOException {
    RigConfig.SensorSpec spec = rig.sensors().get(sensor);
    json.writeStartObject();
    json.writeStringField("name", sensor.name());
    json.writeStringField("quantity", sensor.quantity().label());
    json.writeStringField("unit", spec.unit());
    json.writeNumberField("hertz", spec.hertz());
    json.writeArrayFieldStart("limits");
    if (sensor == Sensor.PS1) {
      limit(json, "high pressure", rig.limits().highPressure(), "critical");
    }
    if (sensor.quantity() == Sensor.Quantity.TEMPERATURE) {
      limit(json, "high temperature", rig.limits().highTemperature(), "critical");
    }
    Bounds bounds = spec.bounds();
    limit(json, "critical above", bounds.criticalAbove(), "critical");
    limit(json, "warning above", bounds.warningAbove(), "warning");
    limit(json, "warning below", bounds.warningBelow(), "warning");
    limit(json, "critical below", bounds.criticalBelow(), "critical");
    json.writeEndArray();
    if (baseline != null) {
      write(json, baseline.normal().get(sensor).level());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Feature feature) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", feature.label());
    json.writeStringField("title", feature.title());
    json.writeStringField("unit", feature.unit());
    json.writeStringField("sensor", shownBy(feature).name());
    json.writeEndObject();
  }

  /** Returns the sensor whose chart shows a problem of this feature best. */
  private static Sensor shownBy(Feature feature) {
    return switch (feature) {
      case PRESSURE_MEAN, PRESSURE_RANGE, PRESSURE_VARIABILITY -> Sensor.PS1;
      case TEMPERATURE_MEAN -> Sensor.TS1;
      case FLOW_MEAN, FLOW_PRESSURE_RATIO -> Sensor.FS1;
      case EFFICIENCY_INDEX -> Sensor.SE;
    };
  }

  private static void limit(JsonGenerator json, String label, double value, String severity)
      throws IOException {
    if (Double.isFinite(value)) {
      json.writeStartObject();
      json.writeStringField("label", label);
      json.writeBooleanField("below", label.endsWith("below"));
      json.writeNumberField("value", value);
      json.writeStringField("severity", severity);
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, Baseline.Curve level) throws IOException {
    json.writeArrayFieldStart("normalLow");
    for (int second = 0; second < level.means().length; second++) {
      number(json, (float) (level.means()[second] - DEVIATIONS * level.deviations()[second]));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("normalHigh");
    for (int second = 0; second < level.means().length; second++) {
      number(json, (float) (level.means()[second] + DEVIATIONS * level.deviations()[second]));
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, LiveSnapshot.RigState rig) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", rig.name());
    json.writeNumberField("silent", rig.silentMillis());
    json.writeNumberField("data", rig.dataMillis());
    json.writeNumberField("delay", rig.delayMillis());
    json.writeNumberField("perSecond", rig.perSecond());
    json.writeNumberField("cycle", rig.cycle());
    json.writeEndObject();
  }

  private static void writeAlerts(JsonGenerator json, String field, List<AlertMessage> alerts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (AlertMessage alert : alerts) {
      json.writeStartObject();
      json.writeStringField("id", alert.id());
      json.writeStringField("rig", alert.rig());
      json.writeStringField("type", alert.type());
      json.writeStringField("sensor", alert.sensor());
      json.writeStringField("severity", alert.severity().label());
      json.writeObjectField("value", alert.value());
      json.writeObjectField("limit", alert.limit());
      json.writeStringField("message", alert.message());
      json.writeStringField("state", alert.state().name().toLowerCase(Locale.ROOT));
      json.writeStringField("component", alert.component());
      json.writeNumberField("since", alert.sinceMillis());
      json.writeNumberField("until", alert.endMillis());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, LiveSnapshot.Counts counts) throws IOException {
    json.writeObjectFieldStart("counts");
    json.writeNumberField("rows", counts.rows());
    json.writeNumberField("perSecond", counts.perSecond());
    json.writeNumberField("incomplete", counts.incomplete());
    json.writeNumberField("revised", counts.revised());
    json.writeNumberField("unreadable", counts.unreadable());
    json.writeNumberField("notShown", counts.notShown());
    json.writeObjectFieldStart("deadLetters");
    for (Map.Entry<String, Long> reason : counts.deadLetters().entrySet()) {
      json.writeNumberField(reason.getKey(), reason.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, float value) throws IOException {
    if (Float.isFinite(value)) {
      json.writeNumber(new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString());
    } else {
      json.writeNull();
    }
  }
}
