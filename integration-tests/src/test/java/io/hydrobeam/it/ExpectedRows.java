package io.hydrobeam.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The rows that belong to a set of messages, worked out by the definitions of the columns and
 * nothing of the pipeline's code: all samples of a second in a list, mean and standard deviation in
 * two passes. A row is its columns by name, without the revision.
 */
final class ExpectedRows {
  private ExpectedRows() {}

  static SortedMap<RowKey, Map<String, Object>> of(
      Collection<ConsumerRecord<byte[], byte[]>> messages) {
    var samples = new TreeMap<RowKey, Map<String, DoubleStream.Builder>>();
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      JsonNode json = Topics.json(message.value());
      samples
          .computeIfAbsent(key(json), key -> new HashMap<>())
          .computeIfAbsent(json.get("sensor").textValue(), s -> DoubleStream.builder())
          .add(json.get("value").doubleValue());
    }
    var rows = new TreeMap<RowKey, Map<String, Object>>();
    samples.forEach((key, bySensor) -> rows.put(key, row(key, arrays(bySensor))));
    return rows;
  }

  static Instant eventTime(JsonNode message) {
    return LocalDateTime.parse(message.get("timestamp").textValue()).toInstant(ZoneOffset.UTC);
  }

  private static RowKey key(JsonNode message) {
    return new RowKey(
        message.get("rig").textValue(),
        message.get("cycle").intValue(),
        eventTime(message).truncatedTo(ChronoUnit.SECONDS));
  }

  private static Map<String, double[]> arrays(Map<String, DoubleStream.Builder> bySensor) {
    var arrays = new HashMap<String, double[]>();
    bySensor.forEach((sensor, values) -> arrays.put(sensor, values.build().toArray()));
    return arrays;
  }

  private static Map<String, Object> row(RowKey key, Map<String, double[]> samples) {
    var row = new HashMap<String, Object>();
    row.put("rig", key.rig());
    row.put("cycle", key.cycle());
    row.put("window_start", key.windowStart());
    row.put("window_end", key.windowStart().plusSeconds(1));
    Rig.HERTZ.keySet().forEach(sensor -> putSensor(row, sensor, samples.get(sensor)));
    row.put("pressure_mean", meanOf(row, Rig.PRESSURES));
    row.put("temperature_mean", meanOf(row, Rig.TEMPERATURES));
    row.put("flow_mean", meanOf(row, Rig.FLOWS));
    row.put("pressure_range", difference(row.get("PS1_max"), row.get("PS1_min")));
    row.put("pressure_variability", ratio(row.get("PS1_std"), row.get("PS1_avg")));
    row.put("flow_pressure_ratio", ratio(row.get("flow_mean"), row.get("pressure_mean")));
    row.put("efficiency_index", hundredth(row.get("SE_avg"), row.get("CE_avg")));
    row.put("sensor_count", samples.size());
    row.put(
        "complete",
        Rig.HERTZ.entrySet().stream()
            .allMatch(e -> row.get(e.getKey() + "_count").equals((long) e.getValue())));
    return row;
  }

  private static void putSensor(Map<String, Object> row, String sensor, double[] values) {
    row.put(sensor + "_count", values == null ? 0L : values.length);
    row.put(sensor + "_avg", values == null ? null : mean(values));
    row.put(sensor + "_min", values == null ? null : DoubleStream.of(values).min().getAsDouble());
    row.put(sensor + "_max", values == null ? null : DoubleStream.of(values).max().getAsDouble());
    row.put(sensor + "_std", values == null ? null : standardDeviation(values));
  }

  /** The exact mean up to one rounding: of equal values it is that value. */
  private static double mean(double[] values) {
    double first = values[0];
    return first + DoubleStream.of(values).map(v -> v - first).sum() / values.length;
  }

  private static double standardDeviation(double[] values) {
    double mean = mean(values);
    double squares = DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
    return values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
  }

  private static Double meanOf(Map<String, Object> row, List<String> sensors) {
    double sum = 0;
    for (String sensor : sensors) {
      if (row.get(sensor + "_avg") == null) {
        return null;
      }
      sum += (Double) row.get(sensor + "_avg");
    }
    return sum / sensors.size();
  }

  private static Double difference(Object a, Object b) {
    return a == null || b == null ? null : (Double) a - (Double) b;
  }

  private static Double ratio(Object a, Object b) {
    return a == null || b == null || (Double) b == 0 ? null : (Double) a / (Double) b;
  }

  private static Double hundredth(Object a, Object b) {
    return a == null || b == null ? null : (Double) a * (Double) b / 100;
  }
}
