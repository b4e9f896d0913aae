package io.hydrobeam.it;

import static com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS;
import static com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is wrong with a message by the contract, judged without the pipeline's parser. */
final class Malformed {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(ALLOW_NON_NUMERIC_NUMBERS)
          .enable(FAIL_ON_TRAILING_TOKENS)
          .build();

  private Malformed() {}

  /** The reason that its dead letter should give; empty for a good message. */
  static Optional<String> reason(ConsumerRecord<byte[], byte[]> message) {
    JsonNode json;
    try {
      json = JSON.readTree(message.value());
    } catch (IOException e) {
      return Optional.of("not_json");
    }
    if (!Stream.of("sensor", "cycle", "value", "timestamp").allMatch(json::has)) {
      return Optional.of("missing_field");
    }
    String sensor = json.get("sensor").textValue();
    if (!Rig.HERTZ.containsKey(sensor)) {
      return Optional.of("unknown_sensor");
    }
    if (!message.topic().endsWith("-" + sensor)) {
      return Optional.of("wrong_topic");
    }
    boolean finite = Double.isFinite(json.get("value").asDouble(Double.NaN));
    return finite ? Optional.empty() : Optional.of("bad_value");
  }
}
