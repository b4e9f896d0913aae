package io.hydrobeam.kafka;

import static io.hydrobeam.features.Samples.START;
import static io.hydrobeam.features.Samples.full;
import static io.hydrobeam.features.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrobeam.features.Samples;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.AlertColumns;
import io.hydrobeam.model.AlertMessage;
import io.hydrobeam.model.Column;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RowColumns;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonRowsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode json(FeatureVector row) throws IOException {
    return JSON.readTree(JsonRows.encode(RowColumns.all(), row));
  }

  @Test
  void rowHasTheColumnsOfTheTableInTheirOrder() throws IOException {
    var names = new ArrayList<String>();
    json(row("rig-1", 3, START, 0, full())).fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .hasSize(99)
        .containsExactlyElementsOf(RowColumns.all().stream().map(Column::name).toList());
  }

  @Test
  void valuesAreThoseOfTheRow() throws IOException {
    JsonNode json = json(row("rig-1", 3, START, 2, full()));
    assertThat(json.get("rig").textValue()).isEqualTo("rig-1");
    assertThat(json.get("cycle").intValue()).isEqualTo(3);
    assertThat(json.get("window_start").textValue()).isEqualTo("2025-11-08T14:30:45.000Z");
    assertThat(json.get("window_end").textValue()).isEqualTo("2025-11-08T14:30:46.000Z");
    assertThat(json.get("PS1_avg").doubleValue()).isEqualTo(1);
    assertThat(json.get("PS1_min").doubleValue()).isEqualTo(0.5);
    assertThat(json.get("PS1_max").doubleValue()).isEqualTo(1.5);
    assertThat(json.get("PS1_std").doubleValue()).isEqualTo(0.25);
    assertThat(json.get("PS1_count").isIntegralNumber()).isTrue();
    assertThat(json.get("PS1_count").longValue()).isEqualTo(100);
    assertThat(json.get("efficiency_index").doubleValue()).isEqualTo(17 * 15 / 100.0);
    assertThat(json.get("sensor_count").intValue()).isEqualTo(17);
    assertThat(json.get("complete").booleanValue()).isTrue();
    assertThat(json.get("revision").intValue()).isEqualTo(2);
  }

  @Test
  void missingValuesAreExplicitNulls() throws IOException {
    JsonNode json = json(row("rig-1", 3, START, 0, 1, 0));
    assertThat(json).hasSize(99);
    for (String column :
        List.of("SE_avg", "SE_std", "pressure_mean", "flow_mean", "pressure_variability")) {
      assertThat(json.get(column).isNull()).as(column).isTrue();
    }
    assertThat(json.get("SE_count").longValue()).isZero();
    assertThat(json.get("complete").booleanValue()).isFalse();
  }

  @Test
  void nonFiniteNumbersAreNull() throws IOException {
    var overflown = new Statistics(2, Double.NaN, -1, 1, Double.POSITIVE_INFINITY);
    JsonNode json = json(row("rig-1", 3, START, 0, Map.of(Sensor.PS1, overflown)));
    assertThat(json.get("PS1_avg").isNull()).isTrue();
    assertThat(json.get("PS1_std").isNull()).isTrue();
  }

  @Test
  void rigMayBeCalledAnything() throws IOException {
    String rig = "\"日\" \\ \n\u0000";
    assertThat(json(row(rig, 0, START, 0, full())).get("rig").textValue()).isEqualTo(rig);
  }

  @Test
  void alertHasTheFieldsThatOthersRead() throws IOException {
    var alert = Samples.alert("rig-1", START, Alert.State.ESCALATED);
    JsonNode json = JSON.readTree(JsonRows.encode(AlertColumns.all(), AlertMessage.of(alert)));
    var expected =
        JSON.createObjectNode()
            .put("id", alert.id())
            .put("rig", "rig-1")
            .put("cycle", 0)
            .put("window_start", "2025-11-08T14:30:45.000Z")
            .put("window_end", "2025-11-08T14:30:46.000Z")
            .put("type", "high_pressure")
            .put("sensor", "PS1")
            .put("severity", "critical")
            .put("value", 312.5)
            .put("limit", 300.0)
            .put("message", alert.message())
            .put("state", "escalated")
            .put("since", "2025-11-08T14:30:45.000Z")
            .put("component", "valve");
    assertThat(json).isEqualTo(expected);
  }
}
