package io.hydrobeam.dashboard;

import static io.hydrobeam.dashboard.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.kafka.BadMessageException;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.AlertMessage;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Sensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from Kafka is read, or refused; nothing that anyone may write there does harm. */
class MessagesTest {
  private static final String ROW =
      "{'rig':'rig-1','cycle':7,'window_start':'2025-11-08T14:30:45.000Z',"
          + "'window_end':'2025-11-08T14:30:46.000Z','PS1_avg':151.25,'PS1_min':150.5,"
          + "'PS1_max':152.0,'PS1_std':0.3,'PS1_count':100,'TS1_avg':null,'TS1_count':0,"
          + "'complete':false,'revision':2,'new_column':'x'}";

  private static final String ALERT =
      "{'id':'a','rig':'rig-1','cycle':7,'window_start':'2025-11-08T14:30:45.000Z',"
          + "'window_end':'2025-11-08T14:30:46.000Z','type':'too_high','sensor':'TS1',"
          + "'severity':'critical','value':101.5,'limit':100,'message':'TS1 is hot.',"
          + "'state':'cleared','since':'2025-11-08T14:30:00Z','component':'cooler'}";

  @Test
  void rowIsRead() throws BadMessageException {
    FeatureRow row = Messages.row(bytes(ROW));
    assertThat(row.rig()).isEqualTo("rig-1");
    assertThat(row.cycle()).isEqualTo(7);
    assertThat(row.endMillis() - row.startMillis()).isEqualTo(1000);
    assertThat(row.revision()).isEqualTo(2);
    assertThat(row.complete()).isFalse();
    assertThat(row.figures()).startsWith(151.25f, 150.5f, 152f, 100f);
    assertThat(row.figures()[Sensor.TS1.ordinal() * FeatureRow.FIGURES]).isNaN();
  }

  @Test
  void alertIsReadWithItsState() throws BadMessageException {
    AlertMessage cleared = Messages.alert(bytes(ALERT));
    assertThat(cleared.state()).isEqualTo(State.CLEARED);
    assertThat(cleared.startMillis() - cleared.sinceMillis()).isEqualTo(45_000);
    assertThat(cleared.component()).isEqualTo("cooler");
    assertThat(cleared.severity()).isEqualTo(Severity.CRITICAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'state':'cleared',", "'since':'2025-11-08T14:30:00Z',", "'id':'a',"})
  void alertWithoutItsStateBeginningOrIdIsRefused(String field) {
    assertThat(ALERT).contains(field);
    assertThatThrownBy(() -> Messages.alert(bytes(ALERT.replace(field, ""))))
        .isInstanceOf(BadMessageException.class);
  }

  @Test
  void alertOfAnUnknownStateIsRefused() {
    assertThatThrownBy(() -> Messages.alert(bytes(ALERT.replace("cleared", "gone"))))
        .isInstanceOf(BadMessageException.class);
  }

  @Test
  void alertMayBeAFeatures() throws BadMessageException {
    assertThat(Messages.alert(bytes(ALERT.replace("TS1", "pressure_mean"))).sensor())
        .isEqualTo("pressure_mean");
  }

  @Test
  void alertMayLackSensorAndNumbers() throws BadMessageException {
    String bare =
        ALERT
            .replace("'sensor':'TS1'", "'sensor':null")
            .replace("'value':101.5,'limit':100", "'value':'NaN','limit':null");
    AlertMessage alert = Messages.alert(bytes(bare));
    assertThat(alert.sensor()).isNull();
    assertThat(alert.value()).isNull();
    assertThat(alert.limit()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[]",
        "null",
        "42",
        "{}",
        "{'rig':'rig-1'}",
        "{'rig':'rig-1','cycle':1,'window_start':'yesterday','window_end':'today'}",
        "{'rig':'rig-1','cycle':'1','window_start':'2025-11-08T14:30:45Z','window_end':'2025-11-08T14:30:46Z'}",
        "{'rig':'','cycle':1,'window_start':'2025-11-08T14:30:45Z','window_end':'2025-11-08T14:30:46Z'}",
        "{'rig':'rig-1','cycle':1,'window_start':'2025-11-08T14:30:46Z','window_end':'2025-11-08T14:30:46Z'}",
        "{'rig':'rig-1','cycle':1,'window_start':'+1000000000-01-01T00:00:00Z','window_end':'2025-11-08T14:30:46Z'}",
        "{'id':'a','rig':'r','window_start':'2025-11-08T14:30:45Z','window_end':'2025-11-08T14:30:46Z','type':'t','severity':'terrible'}"
      })
  void malformedMessageIsRefused(String text) {
    assertThatThrownBy(() -> Messages.row(bytes(text))).isInstanceOf(BadMessageException.class);
    assertThatThrownBy(() -> Messages.alert(bytes(text))).isInstanceOf(BadMessageException.class);
  }

  @Test
  void nothingAtAllAndDeepNestingAreRefused() {
    assertThatThrownBy(() -> Messages.row(null)).isInstanceOf(BadMessageException.class);
    byte[] deep = bytes("[".repeat(100_000));
    assertThatThrownBy(() -> Messages.row(deep)).isInstanceOf(BadMessageException.class);
  }

  @Test
  void longTextsAreCut() throws BadMessageException {
    String endless = "<b>".repeat(100_000);
    AlertMessage alert =
        Messages.alert(bytes(ALERT.replace("TS1 is hot.", endless).replace("rig-1", endless)));
    assertThat(alert.message()).hasSize(600).endsWith("…");
    assertThat(alert.rig()).hasSize(120);
  }
}
