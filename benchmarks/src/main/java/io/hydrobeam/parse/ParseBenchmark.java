package io.hydrobeam.parse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.hydrobeam.model.Message;
import io.hydrobeam.model.Reading;
import io.hydrobeam.model.Sensor;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Benchmark of parsers from the bytes of a message to a reading: {@link ReadingParser}, its parts,
 * and alternatives. The alternatives check less than {@link ReadingParser}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParseBenchmark {
  private static final String TOPIC = "hydraulic-PS1";
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectReader TREE = MAPPER.readerFor(JsonNode.class);
  private static final ObjectReader POJO = MAPPER.readerFor(Pojo.class);

  /** Target class of Jackson databind. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Pojo(String rig, String sensor, int cycle, double value, String timestamp) {}

  @Param Messages shape;

  private final ReadingParser parser = ReadingParser.of("hydraulic-", "rig-1", ZoneOffset.UTC);
  private final Timestamps timestamps = new Timestamps(ZoneOffset.UTC, ReadingParser.EARLIEST);
  private byte[][] messages = {};
  private int next;

  @Setup
  public void generate() {
    messages = shape.generated();
  }

  private byte[] message() {
    next = next + 1 < messages.length ? next + 1 : 0;
    return messages[next];
  }

  /** The parser as used in the stream: the fast path, with the JSON parser as a fallback. */
  @Benchmark
  public Reading readingParser() throws MalformedMessageException {
    return parser.parse(TOPIC, message(), Message.NO_TIMESTAMP);
  }

  /** The fallback alone: strict UTF-8, then the streaming parser of Jackson on characters. */
  @Benchmark
  public Reading withoutShortCut() throws MalformedMessageException {
    return parser.parseAny(TOPIC, message(), Message.NO_TIMESTAMP);
  }

  /** The streaming parser of Jackson on bytes, with the timestamps of the fast path. */
  @Benchmark
  public Reading streaming() throws IOException {
    return stream(message(), true);
  }

  /** The streaming parser of Jackson on bytes, with java.time. */
  @Benchmark
  public Reading streamingJavaTime() throws IOException {
    return stream(message(), false);
  }

  /** The tree model of Jackson, with java.time. */
  @Benchmark
  public Reading databindTree() throws IOException {
    JsonNode node = TREE.readValue(message());
    return new Reading(
        node.path("rig").asText("rig-1"),
        Sensor.valueOf(node.get("sensor").textValue()),
        node.get("cycle").intValue(),
        node.get("value").doubleValue(),
        timestamps.iso(node.get("timestamp").textValue(), Message.NO_TIMESTAMP));
  }

  /** Jackson databind, with java.time. */
  @Benchmark
  public Reading databindPojo() throws IOException {
    Pojo pojo = POJO.readValue(message());
    return new Reading(
        pojo.rig == null ? "rig-1" : pojo.rig,
        Sensor.valueOf(pojo.sensor),
        pojo.cycle,
        pojo.value,
        timestamps.iso(pojo.timestamp, Message.NO_TIMESTAMP));
  }

  private Reading stream(byte[] message, boolean plain) throws IOException {
    String rig = "rig-1";
    Sensor sensor = null;
    int cycle = -1;
    double value = Double.NaN;
    long timestamp = 0;
    try (JsonParser json = FACTORY.createParser(message)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "sensor" -> sensor = Sensor.valueOf(json.getText());
          case "cycle" -> cycle = json.getIntValue();
          case "value" -> value = json.getDoubleValue();
          case "timestamp" -> timestamp = timestamp(json.getText(), plain);
          case "rig" -> rig = json.getText();
          default -> json.skipChildren();
        }
      }
    }
    return new Reading(rig, sensor, cycle, value, timestamp);
  }

  private long timestamp(String text, boolean plain) {
    return plain
        ? timestamps.plain(PlainMessage.ascii(text), 0, text.length(), Message.NO_TIMESTAMP)
        : timestamps.iso(text, Message.NO_TIMESTAMP);
  }
}
