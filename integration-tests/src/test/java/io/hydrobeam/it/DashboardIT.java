package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard as the person at the rig has it: in a real browser, against a real broker. The last
 * test takes the broker away. Skipped where there is no Chromium.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DashboardIT {
  private static final String HOSTILE = "<img src=x onerror='document.title=1'><b>rig</b>";
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofSeconds(40);

  private Path directory;
  private Browser browser;
  private TestSandbox sandbox;
  private LiveRigs rigs;
  private TestDashboard dashboard;
  private Instant second;
  private int rowsPublished;

  @BeforeAll
  void start(@TempDir Path temporary) {
    browser = Browser.start();
    System.out.println("DashboardIT");
    directory = temporary;
    sandbox = TestSandbox.start(directory);
    rigs = new LiveRigs(new Topics(sandbox.kafka(), "hydraulic-"));
    second = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(130);
    for (int row = 0; row < 120; row++) {
      publishRow("rig-1");
    }
    rigs.flush();
    dashboard = TestDashboard.start(sandbox.kafka(), List.of());
    browser.open(dashboard.address());
    await()
        .atMost(LATER)
        .untilAsserted(() -> assertThat(browser.text("#detail-value")).contains("bar"));
  }

  @AfterAll
  void stop() {
    for (AutoCloseable one : new AutoCloseable[] {dashboard, rigs, sandbox, browser}) {
      close(one);
    }
  }

  @Test
  @Order(1)
  void valuesHaveTheirUnitsAndMatchTheRow() {
    var row = LiveRigs.row("rig-1", second);
    row.put("PS1_avg", 187.3).put("PS1_min", 180.1).put("PS1_max", 195.2);
    row.put("EPS1_avg", 2468.2).put("TS1_avg", 45.67).put("SE_avg", 59.51);
    publishAnd(
        row, SOON, () -> assertThat(sensor("PS1")).contains("187.3", "bar", "180.1 to 195.2"));
    assertThat(sensor("EPS1")).contains("2\u2009468", "W");
    assertThat(sensor("TS1")).contains("45.67", "°C");
    assertThat(sensor("SE")).contains("59.51", "%");
    assertThat(browser.text("#detail-value")).isEqualTo("187.3 bar");
    assertThat(browser.texts("#groups .sensor")).hasSize(17);
    assertThat(browser.state()).isEqualTo("ok");
    assertThat(browser.text("#headline")).isEqualTo("All is well");
  }

  @Test
  @Order(2)
  void aHigherRevisionReplacesTheRow() {
    var row = LiveRigs.row("rig-1", second);
    publishAnd(row, SOON, () -> assertThat(browser.text("#strips")).contains("100 %"));
    var revised = LiveRigs.row("rig-1", second.minusSeconds(1)).put("revision", 1);
    publishAnd(
        revised.put("PS1_avg", 199.9), SOON, () -> assertThat(sensor("PS1")).contains("199.9"));
    var lower = LiveRigs.row("rig-1", second.minusSeconds(2)).put("PS1_avg", 111.1);
    publishAnd(lower, LATER, () -> assertThat(rowsShown()).isEqualTo(rowsPublished));
    assertThat(sensor("PS1")).contains("199.9");
    second = second.minusSeconds(2);
  }

  @Test
  @Order(3)
  void anAlertIsThereWithinTwoSecondsOfItsMessageAndGoesWhenItIsCleared() {
    publishRow("rig-1");
    rigs.publishAlert(LiveRigs.alert("a", "rig-1", second, "raised"));
    await().atMost(SOON).untilAsserted(() -> assertThat(browser.state()).isEqualTo("critical"));
    assertThat(browser.text("#headline")).isEqualTo("1 critical");
    assertThat(browser.text(".alert"))
        .contains("Critical", "rig-1 · PS1", "reached 312.4 bar", "312.4 bar", "limit 300 bar");
    assertThat(browser.text("#rigs .rig")).contains("critical");
    assertThat(browser.script("return document.title").toString()).startsWith("1 critical");

    rigs.publishAlert(LiveRigs.alert("a", "rig-1", second, "eased").put("severity", "warning"));
    await().atMost(SOON).untilAsserted(() -> assertThat(browser.state()).isEqualTo("warning"));
    assertThat(browser.text(".alert")).contains("Warning, eased");

    rigs.publishAlert(LiveRigs.alert("a", "rig-1", second, "cleared"));
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(browser.texts("#alerts-active .alert")).isEmpty());
    assertThat(browser.state()).isIn("ok", "silent");
    assertThat(browser.text("#past")).contains("Cleared lately");
  }

  @Test
  @Order(4)
  void hostileNamesStayText() {
    rigs.publishRow(LiveRigs.row(HOSTILE, second));
    rigs.publishAlert(
        LiveRigs.alert("h", HOSTILE, second, "raised")
            .put("message", HOSTILE)
            .put("type", HOSTILE)
            .put("sensor", HOSTILE)
            .put("component", HOSTILE));
    rigs.publishText("features", "{\"rig\":");
    rigs.publishText("alerts", "<script>");
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(browser.text(".alert .message")).isEqualTo(HOSTILE));
    browser.press(".alert .where");
    await()
        .atMost(LATER)
        .untilAsserted(() -> assertThat(browser.text("#chosen-rig")).isEqualTo(HOSTILE));
    assertThat(browser.script("return document.querySelectorAll('body img, body b').length"))
        .isEqualTo(0L);
    await()
        .atMost(LATER)
        .untilAsserted(() -> assertThat(browser.text("#counts")).contains("Unreadable here"));
    rigs.publishAlert(LiveRigs.alert("h", HOSTILE, second, "cleared"));
    browser.press("#rigs li:last-child .rig");
    await().atMost(LATER).until(() -> browser.text("#chosen-rig").equals("rig-1"));
  }

  @Test
  @Order(5)
  void dataThatStopsIsSaidToHaveStopped() {
    await()
        .atMost(LATER)
        .untilAsserted(() -> assertThat(browser.text("#headline")).matches("No data for \\d+ s"));
    assertThat(browser.state()).isEqualTo("silent");
    publishAnd(LiveRigs.row("rig-1", second), SOON, () -> assertThat(rigState()).isEqualTo("ok"));
  }

  @Test
  @Order(6)
  void theKeyboardReachesRigsSensorsAndTimeSpans() {
    browser.script("document.querySelector('[data-span=\"60\"]').focus()");
    browser.press("[data-span='60']");
    browser.press("[data-view=cycle]");
    browser.press("#groups .group:nth-child(2) .sensor");
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(browser.text("#detail-name")).startsWith("TS1"));
    assertThat(browser.script("return location.hash").toString())
        .contains("sensor=TS1", "span=60", "view=cycle");
    assertThat(
            browser.script(
                "return [...document.querySelectorAll('button')].every(b => b.type === 'button')"))
        .isEqualTo(true);
    assertThat(browser.script("return document.querySelector('#announce').ariaLive"))
        .isEqualTo("polite");
  }

  @Test
  @Order(7)
  void aBrokerThatIsRestartedIsSurvivedAndOnesOwnServerToo() {
    sandbox.close();
    await()
        .atMost(LATER)
        .untilAsserted(
            () -> assertThat(browser.text("#subline")).contains("Kafka does not answer"));
    assertThat(browser.state()).isEqualTo("silent");
    int port = Integer.parseInt(sandbox.kafka().replaceFirst(".*:", ""));
    sandbox = TestSandbox.start(directory, port);
    await()
        .atMost(LATER)
        .untilAsserted(
            () -> {
              publishRow("rig-1");
              rigs.flush();
              assertThat(rigState()).isEqualTo("ok");
            });
    assertThat(browser.text("#subline")).doesNotContain("Kafka");
    assertThat(browser.complaints()).isEmpty();

    assertThat(dashboard.stop().exitCode()).isZero();
    await()
        .atMost(LATER)
        .untilAsserted(() -> assertThat(browser.text("#headline")).isEqualTo("Connection lost"));
  }

  /** Publishes the row of the next second, and waits for what it must show. */
  private void publishAnd(ObjectNode row, Duration within, ThrowingRunnable shows) {
    rigs.publishRow(row);
    rigs.flush();
    rowsPublished++;
    second = second.plusSeconds(1);
    await().atMost(within).pollInterval(Duration.ofMillis(50)).untilAsserted(shows);
  }

  private void publishRow(String rig) {
    rigs.publishRow(LiveRigs.row(rig, second));
    rowsPublished++;
    second = second.plusSeconds(1);
  }

  /** How many rows the page says have come. */
  private int rowsShown() {
    return Integer.parseInt(browser.text("#counts div:nth-child(2) dd").replace("\u2009", ""));
  }

  /** The state of the rig that is chosen. */
  private Object rigState() {
    return browser.script("return document.querySelector('.rig[aria-pressed=true]').dataset.state");
  }

  private String sensor(String name) {
    return browser.texts("#groups .sensor").stream()
        .map(Object::toString)
        .filter(text -> text.startsWith(name + "\n"))
        .findFirst()
        .orElse("");
  }

  private static void close(AutoCloseable one) {
    try {
      if (one != null) {
        one.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("cannot close " + one, e);
    }
  }
}
