package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
import org.openqa.selenium.Keys;

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

  private static final String FOCUS_IS_VISIBLE =
      """
      const focused = document.activeElement, style = getComputedStyle(focused);
      const at = focused.getBoundingClientRect();
      return focused.matches(':focus-visible') && style.outlineStyle === 'solid'
          && parseFloat(style.outlineWidth) >= 2 && at.height > 0
          && at.top < innerHeight && at.bottom > 0;
      """;

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
  void higherRevisionReplacesTheRow() {
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
  void alertAppearsWithinTwoSecondsAndGoesWhenCleared() {
    publishRow("rig-1");
    rigs.publishAlert(LiveRigs.alert("a", "rig-1", second, "raised"));
    await().atMost(SOON).untilAsserted(() -> assertThat(browser.state()).isEqualTo("critical"));
    assertThat(browser.text("#headline")).isEqualTo("1 critical");
    assertThat(browser.text(".alert"))
        .contains("Critical", "rig-1 · PS1", "reached 312.4 bar", "312.4 bar", "limit 300 bar");
    assertThat(browser.text("#rigs .rig")).contains("critical");
    assertThat(browser.script("return document.title").toString()).startsWith("1 critical");

    rigs.publishAlert(
        LiveRigs.alert("a", "rig-1", second.plusSeconds(1), "eased").put("severity", "warning"));
    await().atMost(SOON).untilAsserted(() -> assertThat(browser.state()).isEqualTo("warning"));
    assertThat(browser.text(".alert")).contains("Warning, eased");

    rigs.publishAlert(LiveRigs.alert("a", "rig-1", second.plusSeconds(2), "cleared"));
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
    ObjectNode stateless = LiveRigs.alert("s", "rig-1", second, "raised");
    stateless.remove("state");
    rigs.publishText("alerts", stateless.toString());
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
        .untilAsserted(() -> assertThat(browser.text("#counts")).contains("Unreadable here\n3"));
    rigs.publishAlert(LiveRigs.alert("h", HOSTILE, second.plusSeconds(1), "cleared"));
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
    rigs.publishAlert(LiveRigs.alert("c", "rig-1", second, "raised"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(browser.text("#rigs")).containsPattern("critical, no data \\d+ s"));
    rigs.publishAlert(LiveRigs.alert("c", "rig-1", second.plusSeconds(1), "cleared"));
    publishAnd(LiveRigs.row("rig-1", second), SOON, () -> assertThat(rigState()).isEqualTo("ok"));
  }

  @Test
  @Order(6)
  void keyboardReachesAndWorksEverything() {
    browser.script("document.querySelector('.skip').focus()");
    List<String> stops = new ArrayList<>();
    while (!stops.contains("sensor SE") && stops.size() < 60) {
      browser.key(Keys.TAB);
      stops.add(focused());
      assertThat(browser.script(FOCUS_IS_VISIBLE)).as("focus on %s", stops).isEqualTo(true);
    }
    assertThat(stops)
        .containsSubsequence(
            "rig rig-1", "span 60", "span 300", "span 900", "view time", "view cycle", "sensor PS1")
        .endsWith("sensor SE")
        .doesNotHaveDuplicates();

    browser.key(Keys.ENTER);
    browser.script("document.querySelector('[data-span=\"900\"]').focus()");
    browser.key(Keys.SPACE);
    browser.script("document.querySelector('.rig[aria-pressed=true]').focus()");
    browser.key(Keys.ARROW_LEFT);
    browser.key(Keys.ENTER);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(browser.text("#chosen-rig")).isEqualTo(HOSTILE));
    assertThat(browser.text("#detail-name")).startsWith("SE");
    assertThat(browser.script("return location.hash").toString())
        .contains("sensor=SE", "span=900", "view=time");
    browser.key(Keys.ARROW_RIGHT);
    browser.key(Keys.ENTER);
    await().atMost(SOON).until(() -> browser.text("#chosen-rig").equals("rig-1"));
  }

  @Test
  @Order(7)
  void newAlertIsSaidToThoseWhoListenAndAFeatureIsShownAsOne() {
    assertThat(browser.script("return document.querySelector('#announce').ariaLive"))
        .isEqualTo("polite");
    rigs.publishAlert(LiveRigs.alert("b", "rig-1", second, "raised"));
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(browser.text("#announce")).contains("reached 312.4 bar"));
    rigs.publishAlert(
        LiveRigs.alert("f", "rig-1", second, "raised")
            .put("type", "too_high")
            .put("sensor", "flow_mean")
            .put("severity", "warning")
            .put("value", 12.5)
            .put("limit", 10)
            .put(
                "message",
                "Rig rig-1: flow mean is 12.5 l/min, above 10.0 (since 2025-11-08 14:30:45 UTC, for"
                    + " 3 s)"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(browser.text("#announce"))
                    .contains("1 critical, 1 warning", "Flow mean is 12.5 l/min, above 10.0"));
    assertThat(browser.text(".alert[data-severity=warning]"))
        .contains("rig-1 · flow mean", "Flow mean is 12.5 l/min, above 10.0\n", "limit 10 l/min");
    assertThat(browser.text(".group:nth-child(3) h3")).isEqualTo("Flow flow mean: too high");
    browser.press(".alert[data-severity=warning] .where");
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(browser.text("#detail-name")).startsWith("FS1"));
    rigs.publishAlert(LiveRigs.alert("f", "rig-1", second.plusSeconds(1), "cleared"));
    rigs.publishAlert(LiveRigs.alert("b", "rig-1", second.plusSeconds(1), "cleared"));
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(browser.texts("#alerts-active .alert")).isEmpty());
  }

  @Test
  @Order(8)
  void partitionsThatATopicGetsLaterAreReadToo() {
    int added = new Topics(sandbox.kafka(), "hydraulic-").addPartition("features");
    rigs.publishRow(LiveRigs.row("rig-later", second), added);
    await()
        .atMost(LATER)
        .untilAsserted(() -> assertThat(browser.text("#rigs")).contains("rig-later"));
  }

  @Test
  @Order(9)
  void brokerThatIsRestartedIsSurvivedAndOnesOwnServerToo() {
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

  /** What has the focus, such as "span 60". */
  private String focused() {
    return (String)
        browser.script(
            """
            const focused = document.activeElement, { span, view } = focused.dataset;
            const name = focused.querySelector('.name')?.textContent ?? focused.textContent.trim();
            return span ? `span ${span}` : view ? `view ${view}` : `${focused.className} ${name}`;
            """);
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
