package io.hydrobeam.kafka;

import static io.hydrobeam.features.Samples.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.features.Samples;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.AlertMessage;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.Feature;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Signal;
import java.util.Arrays;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published of an alert is read as the same alert. */
class AlertMessagesTest {
  private static byte[] published(Alert alert) {
    return AlertMessages.record("alerts", AlertMessage.of(alert)).value();
  }

  private static Alert alert(
      Type type, @Nullable Signal sensor, Severity severity, State state, @Nullable Component c) {
    return new Alert(
        "rig \"日\" 1",
        7,
        START,
        START + 1_000,
        type,
        sensor,
        severity,
        1 / 3.0,
        -1e-9,
        "Rig: it (is)",
        state,
        START - 12_345,
        c);
  }

  @Test
  void everyAlertIsReadAsItWasPublished() throws BadMessageException {
    for (Type type : Type.values()) {
      for (State state : State.values()) {
        for (Signal sensor : Arrays.asList(Sensor.TS1, Feature.FLOW_MEAN, null)) {
          for (Component component : Arrays.asList(Component.COOLER, null)) {
            Alert alert = alert(type, sensor, Severity.CRITICAL, state, component);
            assertThat(AlertMessages.alert(AlertMessages.read(published(alert)))).isEqualTo(alert);
          }
        }
      }
    }
  }

  @Test
  void alertThatIsEndedByHandIsTheSameAlertInTheNextWindow() throws BadMessageException {
    Alert raised = alert(Type.TOO_HIGH, Sensor.TS1, Severity.WARNING, State.RAISED, null);
    AlertMessage message = AlertMessages.read(published(raised));
    assertThat(AlertMessages.record("alerts", message).value()).isEqualTo(published(raised));
    var record = AlertMessages.record("alerts", message.clearedByHand());
    assertThat(new String(record.key(), UTF_8)).isEqualTo(raised.rig());
    Alert cleared = AlertMessages.alert(AlertMessages.read(record.value()));
    assertThat(cleared.id()).isEqualTo(raised.id());
    assertThat(cleared.state()).isEqualTo(State.CLEARED);
    assertThat(cleared.windowStartMillis()).isEqualTo(raised.windowEndMillis());
    assertThat(cleared.message()).endsWith("too high of TS1 was ended by hand");
  }

  @Test
  void alertOfTheStreamIsNoRigs() throws BadMessageException {
    var record = new StreamAlert(State.RAISED, START, START, 5).record("alerts");
    assertThat(AlertMessages.read(record.value()).isOfStream()).isTrue();
    assertThat(
            AlertMessages.read(published(Samples.alert("rig-1", START, State.RAISED))).isOfStream())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"type\":\"high_pressure\" \"type\":\"too_loud\"",
        "\"sensor\":\"PS1\" \"sensor\":\"PS9\"",
        "\"sensor\":\"PS1\" \"sensor\":\"PS2\"",
        "\"component\":\"valve\" \"component\":\"wheel\"",
        "\"rig\":\"rig-1\" \"rig\":\"rig-2\"",
      })
  void unknownAlertsAreRefused(String change) throws BadMessageException {
    List<String> parts = List.of(change.split(" "));
    String json = new String(published(Samples.alert("rig-1", START, State.RAISED)), UTF_8);
    assertThat(json).contains(parts.get(0));
    AlertMessage other =
        AlertMessages.read(json.replace(parts.get(0), parts.get(1)).getBytes(UTF_8));
    assertThatThrownBy(() -> AlertMessages.alert(other)).isInstanceOf(BadMessageException.class);
  }
}
