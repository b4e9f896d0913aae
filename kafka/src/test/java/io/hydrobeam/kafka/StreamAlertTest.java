package io.hydrobeam.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrobeam.model.Alert.State;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StreamAlertTest {
  private static final long RAISED_AT = Instant.parse("2025-11-08T14:30:45.500Z").toEpochMilli();

  private static JsonNode json(StreamAlert alert) throws IOException {
    var record = alert.record("alerts");
    assertThat(record.topic()).isEqualTo("alerts");
    assertThat(new String(record.key(), UTF_8)).isEqualTo("*");
    return new ObjectMapper().readTree(record.value());
  }

  @Test
  void lostSamplesAreACriticalAlertOfNoRig() throws IOException {
    var alert = new StreamAlert(State.RAISED, RAISED_AT, RAISED_AT, 1_234);
    JsonNode json = json(alert);
    assertThat(json.path("rig").asText()).isEqualTo("*");
    assertThat(json.path("cycle").asInt()).isEqualTo(-1);
    assertThat(json.path("type").asText()).isEqualTo("samples_unaccounted");
    assertThat(json.path("severity").asText()).isEqualTo("critical");
    assertThat(json.path("value").asDouble()).isEqualTo(1_234);
    assertThat(json.path("state").asText()).isEqualTo("raised");
    assertThat(json.path("since").asText()).isEqualTo("2025-11-08T14:30:45.500Z");
    assertThat(json.path("sensor").isNull()).isTrue();
    assertThat(alert.line())
        .isEqualTo(
            "ALERT 2025-11-08T14:30:45Z CRITICAL raised samples_unaccounted The stream: 1,234"
                + " samples were read and are in no row and no dead letter");
  }

  @Test
  void itsMessagesHaveOneId() throws IOException {
    JsonNode raised = json(new StreamAlert(State.RAISED, RAISED_AT, RAISED_AT, 5));
    JsonNode cleared = json(new StreamAlert(State.CLEARED, RAISED_AT, RAISED_AT + 90_000, 5));
    assertThat(cleared.path("id")).isEqualTo(raised.path("id"));
    assertThat(cleared.path("window_start").asText())
        .isGreaterThan(raised.path("window_start").asText());
    assertThat(json(new StreamAlert(State.RAISED, RAISED_AT + 1, RAISED_AT + 1, 5)).path("id"))
        .isNotEqualTo(raised.path("id"));
  }

  @Test
  void doubleCountIsWarning() throws IOException {
    JsonNode json = json(new StreamAlert(State.RAISED, RAISED_AT, RAISED_AT, -40));
    assertThat(json.path("severity").asText()).isEqualTo("warning");
    assertThat(json.path("message").asText()).contains("40 samples are counted twice");
  }
}
