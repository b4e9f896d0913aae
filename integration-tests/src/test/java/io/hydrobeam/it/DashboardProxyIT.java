package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard in a real browser behind a real nginx: under a path, with nginx's defaults and with
 * a proxy that holds events back. Skipped where there is no Chromium or no nginx.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DashboardProxyIT {
  private static final String TOKEN = "a-token-of-some-length";
  private static final Duration LATER = Duration.ofSeconds(40);
  private static final String TIME = "(\\d{4}-\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d";
  private static final int ROWS_WATCHED = 12;

  private static final String WATCH_STATES =
      """
      const states = window.states = [document.body.dataset.state];
      new MutationObserver(() => states.push(document.body.dataset.state))
          .observe(document.body, { attributes: true, attributeFilter: ['data-state'] });
      """;

  private static final String LOOKS_WELL =
      """
      const icon = getComputedStyle(document.querySelector('#glance > .icon')).color;
      const probe = document.body.appendChild(document.createElement('i'));
      probe.className = 'rig';
      probe.dataset.state = 'ok';
      const sign = probe.appendChild(document.createElement('i'));
      sign.className = 'icon';
      const well = getComputedStyle(sign).color;
      probe.remove();
      return icon === well || document.querySelector('#glance-icon').href.baseVal === '#icon-ok';
      """;

  private final ScheduledExecutorService everySecond = Executors.newScheduledThreadPool(1);
  private Browser browser;
  private TestSandbox sandbox;
  private LiveRigs rigs;
  private TestDashboard dashboard;
  private Nginx nginx;
  private ServerSocket mute;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    Nginx.require();
    browser = Browser.start();
    System.out.println("DashboardProxyIT");
    sandbox = TestSandbox.start(directory.resolve("sandbox"));
    rigs = new LiveRigs(new Topics(sandbox.kafka(), "hydraulic-"));
    everySecond.scheduleAtFixedRate(this::publishRow, 0, 1, TimeUnit.SECONDS);
    mute = new ServerSocket(0);
    Path token = Files.writeString(directory.resolve("token"), TOKEN);
    dashboard = TestDashboard.start(sandbox.kafka(), List.of("--tokenFile=" + token));
    nginx =
        Nginx.start(
            directory.resolve("nginx"),
            String.format(
                Locale.ROOT,
                """
            location /rigs/ { proxy_pass %1$s; }
            location /held/ { proxy_pass %1$s; proxy_ignore_headers X-Accel-Buffering; }
            location /mute/ { proxy_pass %1$s; }
            location /mute/events { proxy_pass http://127.0.0.1:%2$d; }
            """,
                dashboard.address(),
                mute.getLocalPort()));
  }

  @AfterAll
  void stop() throws Exception {
    everySecond.shutdownNow();
    for (AutoCloseable one : new AutoCloseable[] {nginx, mute, dashboard, rigs, sandbox, browser}) {
      if (one != null) {
        one.close();
      }
    }
  }

  @Test
  void pageUnderAPathAsksForItsTokenAndIsLive() {
    browser.complaints(); // those of other tests
    openAndLogIn("/rigs/");
    assertThat(browser.script("return location.pathname")).isEqualTo("/rigs/");
    assertThat(browser.text("#headline")).isEqualTo("All is well");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void connectionBehindNginxDefaultsIsNotLost() {
    openAndLogIn("/rigs/");
    assertThat(statesWhileRowsCome()).containsOnly("ok");
  }

  @Test
  void connectionBehindAProxyThatHoldsEventsBackSettles() {
    openAndLogIn("/held/");
    await().atMost(LATER).untilAsserted(() -> assertThat(statesWhileRowsCome()).containsOnly("ok"));
  }

  @Test
  void pageWithoutDataDoesNotLookWell() {
    logIn("/mute/");
    assertThat(browser.state()).isIn("unknown", "lost");
    assertNothingIsKnown();
    await()
        .atMost(LATER)
        .untilAsserted(() -> assertThat(browser.text("#headline")).isEqualTo("No connection"));
    assertNothingIsKnown();
  }

  @Test
  void lostConnectionMarksWhatIsShownAsOld() throws Exception {
    openAndLogIn("/rigs/");
    nginx.close();
    awaitState("lost");
    assertThat(browser.text("#alerts-none"))
        .matches("No alert was active at " + TIME + "\\. What holds now is not known\\.");
    assertThat(browser.text("#rigs .rig")).matches("(?s)rig-1\\s+well at " + TIME);
    assertThat(browser.script(LOOKS_WELL)).isEqualTo(false);
    assertThat(browser.texts(".rig[data-state=ok]")).isEmpty();
    assertThat(browser.text("#measurements-time")).matches("as of " + TIME);
    assertThat(browser.text("#data-time")).matches("as of " + TIME);
    assertThat(browser.text("#fact-last")).isEqualTo("–");

    nginx.start();
    awaitState("ok");
    assertThat(browser.text("#rigs .rig")).matches("(?s)rig-1\\s+well");
    assertThat(browser.text("#alerts-none")).isEqualTo("Nothing is wrong that Hydrobeam knows of.");
    await().atMost(LATER).until(() -> browser.text("#measurements-time").isEmpty());

    Instant raised = Instant.now().minusSeconds(1);
    rigs.publishAlert(LiveRigs.alert("a", "rig-1", raised, "raised"));
    awaitState("critical");
    assertThat(browser.text(".alert .since")).doesNotContain("as of");
    nginx.close();
    awaitState("lost");
    assertThat(browser.text("#alerts-count")).matches("1 active at " + TIME);
    assertThat(browser.text(".alert .since")).matches(".*, as of " + TIME);
    assertThat(browser.text("#rigs .rig")).matches("(?s)rig-1\\s+critical at " + TIME);
    nginx.start();
    awaitState("critical");
    rigs.publishAlert(LiveRigs.alert("a", "rig-1", raised.plusSeconds(1), "cleared"));
    awaitState("ok");
  }

  private void assertNothingIsKnown() {
    assertThat(browser.script(LOOKS_WELL)).isEqualTo(false);
    assertThat(browser.text("#alerts-none")).isEqualTo("No data yet.");
    assertThat(browser.text("#alerts-count")).isEmpty();
    assertThat(browser.texts("#facts dd")).isEqualTo(List.of("–", "–", "–", "–"));
  }

  private void awaitState(String state) {
    await().atMost(LATER).untilAsserted(() -> assertThat(browser.state()).isEqualTo(state));
  }

  private void openAndLogIn(String location) {
    logIn(location);
    await()
        .atMost(LATER)
        .untilAsserted(
            () -> {
              assertThat(browser.state()).isEqualTo("ok");
              assertThat(browser.text("#detail-value")).contains("bar");
            });
  }

  private void logIn(String location) {
    browser.open(nginx.address(location));
    if (!browser.texts("#token").isEmpty()) {
      browser.type("#token", TOKEN);
      browser.press("button");
    }
  }

  /** The states that the page goes through until some more rows have come. */
  private List<String> statesWhileRowsCome() {
    int before = rowsShown();
    browser.script(WATCH_STATES);
    await().atMost(LATER).until(() -> rowsShown() >= before + ROWS_WATCHED);
    return ((List<?>) browser.script("return window.states"))
        .stream().map(String::valueOf).toList();
  }

  private int rowsShown() {
    return Integer.parseInt(browser.text("#counts div:nth-child(2) dd").replace("\u2009", ""));
  }

  private void publishRow() {
    rigs.publishRow(LiveRigs.row("rig-1", Instant.now().minusSeconds(1)));
    rigs.flush();
  }
}
