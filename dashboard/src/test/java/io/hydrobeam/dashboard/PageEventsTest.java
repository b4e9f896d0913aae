package io.hydrobeam.dashboard;

import static io.hydrobeam.dashboard.Samples.NOON;
import static io.hydrobeam.dashboard.Samples.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.RigConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events are a name and one line of JSON, whatever is in the names of rigs. */
class PageEventsTest {
  private static final String HOSTILE =
      "</script><script>alert(1)</script>\n\nevent: state\ndata: {}\u2028'\"&";

  @Test
  void hostileNamesCannotLeaveTheirEvent() throws JsonProcessingException {
    var plant = new LiveState(60);
    plant.add(row(HOSTILE, 0, 0), NOON);
    plant.add(Samples.alert(HOSTILE, HOSTILE, 0, State.RAISED, Severity.CRITICAL));
    plant.addDeadLetter(HOSTILE);
    JsonNode state = data(PageEvents.state(plant.state(NOON), true), "state");
    assertThat(state.at("/rigs/0/name").textValue()).isEqualTo(HOSTILE);
    assertThat(state.at("/active/0/rig").textValue()).isEqualTo(HOSTILE);
    assertThat(state.at("/counts/deadLetters").fieldNames().next()).isEqualTo(HOSTILE);
    JsonNode rows = data(PageEvents.rows(HOSTILE, plant.rows(HOSTILE)), "rows");
    assertThat(rows.get("rig").textValue()).isEqualTo(HOSTILE);
  }

  @Test
  void figuresMatchTheRowAndMissingOnesAreNull() throws JsonProcessingException {
    FeatureRow row = row("rig-1", 0, 0);
    row.figures()[0] = 151.19f;
    row.figures()[1] = Float.NaN;
    JsonNode figures = data(PageEvents.history("rig-1", List.of(row)), "history").at("/rows/0/s");
    assertThat(figures).hasSize(68);
    assertThat(figures.get(0).doubleValue()).isEqualTo(151.19);
    assertThat(figures.get(1).isNull()).isTrue();
  }

  @Test
  void firstEventHasUnitsAndLimits() throws JsonProcessingException {
    byte[] event = PageEvents.hello(RigConfig.standard(), null, 900, 5_000, "1");
    JsonNode hello = data(event, "hello");
    assertThat(hello.get("sensors")).hasSize(17);
    assertThat(hello.at("/sensors/0/unit").textValue()).isEqualTo("bar");
    assertThat(hello.at("/sensors/0/limits/0/value").intValue()).isEqualTo(300);
    assertThat(hello.at("/sensors/0/normalLow").isMissingNode()).isTrue();
    assertThat(hello.get("features")).hasSize(7);
    assertThat(hello.at("/features/0/name").textValue()).isEqualTo("pressure_mean");
    assertThat(hello.at("/features/0/unit").textValue()).isEqualTo("bar");
    assertThat(hello.at("/features/0/sensor").textValue()).isEqualTo("PS1");
  }

  private static JsonNode data(byte[] event, String name) throws JsonProcessingException {
    String text = new String(event, UTF_8);
    assertThat(text).startsWith("event: " + name + "\ndata: {").endsWith("}\n\n");
    assertThat(text.lines()).hasSize(3);
    return new ObjectMapper().readTree(text.substring(text.indexOf('{')));
  }
}
