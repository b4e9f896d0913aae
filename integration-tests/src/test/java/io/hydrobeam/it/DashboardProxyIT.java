package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
  private static final int ROWS_WATCHED = 12;

  private static final String WATCH_STATES =
      """
      const states = window.states = [document.body.dataset.state];
      new MutationObserver(() => states.push(document.body.dataset.state))
          .observe(document.body, { attributes: true, attributeFilter: ['data-state'] });
      """;

  private final ScheduledExecutorService everySecond = Executors.newScheduledThreadPool(1);
  private Browser browser;
  private TestSandbox sandbox;
  private LiveRigs rigs;
  private TestDashboard dashboard;
  private Nginx nginx;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    Nginx.require();
    browser = Browser.start();
    System.out.println("DashboardProxyIT");
    sandbox = TestSandbox.start(directory.resolve("sandbox"));
    rigs = new LiveRigs(new Topics(sandbox.kafka(), "hydraulic-"));
    everySecond.scheduleAtFixedRate(this::publishRow, 0, 1, TimeUnit.SECONDS);
    Path token = Files.writeString(directory.resolve("token"), TOKEN);
    dashboard = TestDashboard.start(sandbox.kafka(), List.of("--tokenFile=" + token));
    nginx =
        Nginx.start(
            directory.resolve("nginx"),
            """
            location /rigs/ { proxy_pass %1$s; }
            location /held/ { proxy_pass %1$s; proxy_ignore_headers X-Accel-Buffering; }
            """
                .formatted(dashboard.address()));
  }

  @AfterAll
  void stop() throws Exception {
    everySecond.shutdownNow();
    for (AutoCloseable one : new AutoCloseable[] {nginx, dashboard, rigs, sandbox, browser}) {
      if (one != null) {
        one.close();
      }
    }
  }

  @Test
  void pageUnderAPathAsksForItsTokenAndIsLive() {
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

  private void openAndLogIn(String location) {
    browser.open(nginx.address(location));
    if (!browser.texts("#token").isEmpty()) {
      browser.type("#token", TOKEN);
      browser.press("button");
    }
    await()
        .atMost(LATER)
        .untilAsserted(
            () -> {
              assertThat(browser.state()).isEqualTo("ok");
              assertThat(browser.text("#detail-value")).contains("bar");
            });
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
