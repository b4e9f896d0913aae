package io.hydrobeam.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrobeam.model.Sensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MessagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static byte[] message(String time) {
    MessageWriter writer = new MessageWriter("rig-1", Sensor.PS1, 100);
    writer.startCycle(408);
    return writer.message(
        42, 151.19, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time)));
  }

  @Test
  void messageIsWrittenAsAgreed() {
    assertThat(message("2025-11-08T14:30:45.123456Z"))
        .asString()
        .isEqualTo(
            "{\"sensor\":\"PS1\",\"rig\":\"rig-1\",\"cycle\":408,\"sample_idx\":42,"
                + "\"value\":151.19,\"timestamp\":\"2025-11-08T14:30:45.123456\","
                + "\"sampling_rate_hz\":100}");
  }

  @Test
  void timestampsHaveMicrosecondsInAnySecond() throws IOException {
    for (String time : new String[] {"2025-11-08T14:30:00Z", "1969-12-31T23:59:59.000001Z"}) {
      String timestamp = JSON.readTree(message(time)).get("timestamp").textValue();
      assertThat(timestamp).hasSize(26);
      assertThat(Instant.parse(timestamp + "Z")).isEqualTo(Instant.parse(time));
    }
  }

  @Test
  void writersAreUsedForManyCyclesAndSamples() throws IOException {
    MessageWriter writer = new MessageWriter("rig-2", Sensor.FS1, 10);
    for (int cycle = 0; cycle < 3; cycle++) {
      writer.startCycle(cycle);
      for (int i = 0; i < 600; i++) {
        JsonNode message = JSON.readTree(writer.message(i, i / 7.0, i * 100_000L));
        assertThat(message.get("cycle").intValue()).isEqualTo(cycle);
        assertThat(message.get("sample_idx").intValue()).isEqualTo(i);
        assertThat(message.get("value").doubleValue()).isEqualTo(i / 7.0);
        assertThat(Instant.parse(message.get("timestamp").textValue() + "Z"))
            .isEqualTo(Instant.ofEpochMilli(i * 100L));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Malformation.class)
  void malformedMessagesAreUnusable(Malformation malformation) throws IOException {
    byte[] bad = malformation.apply(message("2025-11-08T14:30:45Z"), Sensor.PS1);
    switch (malformation) {
      case NOT_JSON, TRUNCATED, NAN_VALUE ->
          assertThatThrownBy(() -> JSON.readTree(bad)).isInstanceOf(JsonProcessingException.class);
      case NO_VALUE -> assertThat(JSON.readTree(bad).has("value")).isFalse();
      case NO_SENSOR -> assertThat(JSON.readTree(bad).has("sensor")).isFalse();
      case NO_CYCLE -> assertThat(JSON.readTree(bad).has("cycle")).isFalse();
      case NO_TIMESTAMP -> assertThat(JSON.readTree(bad).has("timestamp")).isFalse();
      case UNKNOWN_SENSOR ->
          assertThat(Sensor.named(JSON.readTree(bad).get("sensor").textValue())).isEmpty();
      case ANOTHER_TOPICS_SENSOR ->
          assertThat(JSON.readTree(bad).get("sensor").textValue()).isEqualTo("PS2");
      case TEXT_VALUE, NULL_VALUE ->
          assertThat(JSON.readTree(bad).get("value").isNumber()).isFalse();
    }
    assertThat(new String(bad, StandardCharsets.UTF_8)).isNotEmpty();
  }
}
