package io.hydrobeam.batch.evaluate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hydrobeam.model.Sensor;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/** Result of an evaluation as JSON. */
final class JsonReport {
  private JsonReport() {}

  static String of(Evaluation.Result result) throws IOException {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeNumberField("cycles", result.cycles);
      json.writeNumberField("conditions", result.conditions);
      quiet(json, "quiet_stable", result.quiet);
      quiet(json, "quiet_unstable", result.unstable);
      quiet(json, "quiet_long_runs", result.longRuns);
      json.writeArrayFieldStart("awake");
      for (var step : result.awake.entrySet()) {
        for (var tally : step.getValue().entrySet()) {
          awake(json, step.getKey(), tally.getKey(), tally.getValue(), result);
        }
      }
      json.writeEndArray();
      json.writeArrayFieldStart("sensor_faults");
      for (var fault : result.faults.entrySet()) {
        for (var tally : fault.getValue().entrySet()) {
          fault(json, fault.getKey(), tally.getKey(), tally.getValue());
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text + "\n";
  }

  private static void quiet(JsonGenerator json, String name, Map<String, Tally> tallies)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (var tally : tallies.entrySet()) {
      json.writeObjectFieldStart(tally.getKey());
      json.writeNumberField("cycles", tally.getValue().cycles());
      json.writeNumberField("alerted", tally.getValue().found());
      number(json, "false_alarms_an_hour", tally.getValue().anHour());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void awake(
      JsonGenerator json, Step step, String detector, Tally tally, Evaluation.Result result)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("component", step.component().label());
    json.writeNumberField("from", step.from());
    json.writeNumberField("to", step.to());
    json.writeStringField("detector", detector);
    json.writeNumberField("cycles", tally.cycles());
    number(json, "found", tally.share());
    number(json, "median_delay_seconds", tally.delay());
    number(json, "auc", tally.auc(result.quiet.get(detector)));
    number(json, "named_rightly", tally.namedShare());
    json.writeEndObject();
  }

  private static void fault(JsonGenerator json, FaultEffect fault, Sensor sensor, FaultTally tally)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("fault", fault.label());
    json.writeStringField("sensor", sensor.name());
    json.writeNumberField("faults", tally.faults());
    number(json, "within_3_seconds", tally.soon());
    number(json, "ever", tally.ever());
    number(json, "median_delay_seconds", tally.delay());
    number(json, "no_trace_in_3_seconds", tally.unseen());
    json.writeEndObject();
  }

  /** Writes a number with four decimals, or null for NaN. */
  private static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isNaN(value)) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, Math.round(value * 1e4) / 1e4);
    }
  }
}
