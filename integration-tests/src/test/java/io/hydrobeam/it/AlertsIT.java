package io.hydrobeam.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Alerts of runs before: listed, ended by hand, and taken up from a topic that holds a million. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertsIT {
  private static final Duration TO_END = Duration.ofMinutes(4);
  private static final Instant START = Instant.parse("2025-11-08T14:30:00Z");
  private static final int MILLION = 1_000_000;
  private static final String SMALL_HEAP = "64m";

  private TestSandbox sandbox;

  @BeforeAll
  void startSandbox(@TempDir Path directory) {
    System.out.println("AlertsIT");
    sandbox = TestSandbox.start(directory);
  }

  @AfterAll
  void stopSandbox() {
    sandbox.close();
    assertThat(ProcessHandle.current().descendants()).as("processes left behind").isEmpty();
  }

  private static String id(String rig, Instant since) {
    String name =
        String.format(
            Locale.ROOT, "alert/%s/%s/%s/%s", since.toEpochMilli(), "HIGH_PRESSURE", "PS1", rig);
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
  }

  private static ObjectNode alert(String rig, Instant since, Instant at, String state) {
    return LiveRigs.alert(id(rig, since), rig, at, state).put("since", since.toString());
  }

  private static Hydrobeam.Ended alerts(Topics topics, String... words) {
    var options = new ArrayList<>(List.of(words));
    options.add("--bootstrapServers=" + topics.kafka());
    options.add("--topicPrefix=" + topics.prefix());
    try (var command = Hydrobeam.startWithHeap(SMALL_HEAP, "alerts", options)) {
      return command.awaitEnd(TO_END);
    }
  }

  @Test
  void alertThatIsNotOverIsListedAndEndedByHand() {
    var topics = Topics.create(sandbox.kafka(), "hand-", 1);
    try (var rigs = new LiveRigs(topics)) {
      rigs.publishAlert(alert("gone", START, START, "raised"));
      rigs.publishAlert(alert("well", START, START, "raised"));
      rigs.publishAlert(alert("well", START, START.plusSeconds(9), "cleared"));
      rigs.publishAlert(alert("gone", START, START.plusSeconds(3_600), "reminded"));
    }
    String id = id("gone", START);
    var list = alerts(topics, "list");
    assertThat(list.exitCode()).as("%s", list).isZero();
    assertThat(list.out())
        .contains(id + "  CRITICAL  gone  high_pressure PS1  since 2025-11-08T14:30:00Z")
        .contains("1 alerts on hand-alerts are open")
        .doesNotContain("well");

    assertThat(alerts(topics, "clear", id).exitCode()).isZero();
    JsonNode last = topics.alerts().get(4);
    assertThat(last.get("id").textValue()).isEqualTo(id);
    assertThat(last.get("state").textValue()).isEqualTo("cleared");
    assertThat(last.get("window_start").textValue()).isEqualTo("2025-11-08T15:30:01.000Z");
    assertThat(alerts(topics, "list").out()).contains("0 alerts on hand-alerts are open");
    var again = alerts(topics, "clear", id);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("there is no open alert " + id);
  }

  @Test
  void topicOfMillionAlertsIsListedInSmallHeapAndReadInPartByStream() {
    var topics = Topics.create(sandbox.kafka(), "million-", 1);
    Instant now = START.plusSeconds(MILLION);
    try (var rigs = new LiveRigs(topics)) {
      rigs.publishAlert(alert("old", START, START, "raised"));
      for (int second = 0; second < MILLION; second += 2) {
        String rig = "rig-" + second % 1_000;
        Instant since = START.plusSeconds(second);
        rigs.publishAlertAt(alert(rig, since, since, "raised"), since);
        rigs.publishAlertAt(alert(rig, since, since.plusSeconds(1), "cleared"), since);
      }
      rigs.flush();
      rigs.publishAlertAt(alert("open", now, now, "raised"), now);
    }
    long begin = System.nanoTime();
    var list = alerts(topics, "list");
    assertThat(list.exitCode()).as("%s", list).isZero();
    assertThat(list.out())
        .contains(id("old", START), id("open", now), "2 alerts on million-alerts are open");
    System.out.printf(
        Locale.ROOT, "  a million alerts listed in %.1f s%n", (System.nanoTime() - begin) / 1e9);

    var options =
        List.of(
            "--runner=DirectRunner",
            "--bootstrapServers=" + topics.kafka(),
            "--topicPrefix=" + topics.prefix(),
            "--output=" + sandbox.hdfs() + "/million",
            "--startAt=" + now,
            "--stopWhenIdle=1");
    var stream = Hydrobeam.run(TO_END, "stream", options);
    assertThat(stream.exitCode()).as("%s", stream).isZero();
    assertThat(stream.out())
        .containsPattern(
            "continues the alerts on million-alerts from (1\\d\\d|2\\d\\d),\\d{3} messages");
  }
}
