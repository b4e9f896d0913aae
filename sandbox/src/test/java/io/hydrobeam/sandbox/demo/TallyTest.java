package io.hydrobeam.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TallyTest {
  private static final Instant START = Instant.parse("2025-11-08T14:30:00Z");
  private final Tally tally = new Tally();

  @Test
  void rowAndItsRevisionsCountOnce() {
    tally.addRow(row(0, 1));
    tally.addRow(row(0, 0));
    tally.addRow(row(0, 0));
    tally.addRow(row(1, 0));
    assertThat(tally.rows()).isEqualTo(3);
    assertThat(tally.newestRow()).contains(START.plusSeconds(2));
  }

  @Test
  void alertThatComesAgainCountsAndShowsOnce() {
    tally.addAlert(alert("b", "14:30:02", "high_pressure"));
    tally.addAlert(alert("a", "14:30:01", "sensor_missing"));
    assertThat(tally.takeNewAlerts()).extracting(Alert::id).containsExactly("a", "b");
    tally.addAlert(alert("a", "14:30:01", "sensor_missing"));
    assertThat(tally.takeNewAlerts()).isEmpty();
    tally.addAlert(
        new Alert(
            "a", "2025-11-08T14:30:09.000Z", "warning", "cleared", "sensor_missing", "Over."));
    assertThat(tally.takeNewAlerts()).extracting(Alert::state).containsExactly("cleared");
    assertThat(tally.messagesByState()).containsEntry("raised", 2).containsEntry("cleared", 1);
    assertThat(tally.alerts()).isEqualTo(2);
    assertThat(tally.alertsByType()).containsEntry("high_pressure", 1).hasSize(2);
  }

  @Test
  void deadLettersAreLateOrMalformedAndCountOnceForEachMessage() {
    tally.addDeadLetter("late", "hydraulic-PS1/0/1");
    tally.addDeadLetter("late", "hydraulic-PS1/0/1");
    tally.addDeadLetter("not_json", "hydraulic-PS1/0/2");
    tally.addDeadLetter("bad_value", "hydraulic-PS1/0/3");
    assertThat(tally.late()).isEqualTo(1);
    assertThat(tally.malformed()).isEqualTo(2);
  }

  @Test
  void alertIsALineWithItsTimeOfDay() {
    assertThat(alert("a", "14:30:01", "high_pressure").line())
        .isEqualTo("14:30:01Z WARNING  raised    high_pressure: Too much.");
  }

  private static Alert alert(String id, String time, String type) {
    return new Alert(id, "2025-11-08T" + time + ".000Z", "warning", "raised", type, "Too much.");
  }

  private static JsonNode row(int cycle, int second) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("rig", "rig-1")
        .put("cycle", cycle)
        .put("window_start", START.plusSeconds(second).toString())
        .put("window_end", START.plusSeconds(second + 1L).toString());
  }
}
