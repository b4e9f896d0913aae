package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A dashboard with two live rigs, behind a real nginx, in a real browser. Tests are skipped where
 * there is no Chromium or no nginx.
 */
final class ProxiedDashboard implements AutoCloseable {
  static final Duration LATER = Duration.ofSeconds(40);

  private static final String TOKEN = "a-token-of-some-length";
  private static final int RIGS = 2;

  private static final String WATCH_STATES =
      """
      const states = window.states = [document.body.dataset.state];
      new MutationObserver(() => states.push(document.body.dataset.state))
          .observe(document.body, { attributes: true, attributeFilter: ['data-state'] });
      """;

  private static final String LOCATIONS =
      """
      location /rigs/ { proxy_pass %1$s; }
      location /held/ { proxy_pass %1$s; proxy_ignore_headers X-Accel-Buffering; }
      location /mute/ { proxy_pass %1$s; }
      location /mute/events { proxy_pass http://127.0.0.1:%2$d; }
      """;

  private final ScheduledExecutorService everySecond = Executors.newScheduledThreadPool(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private final Browser browser;
  private final TestSandbox sandbox;
  private final LiveRigs rigs;
  private final ServerSocket mute;
  private final List<String> options;
  private TestDashboard dashboard;
  private final Nginx nginx;

  private ProxiedDashboard(Browser browser, Path directory) throws IOException {
    this.browser = browser;
    sandbox = TestSandbox.start(directory.resolve("sandbox"));
    rigs = new LiveRigs(new Topics(sandbox.kafka(), "hydraulic-"));
    everySecond.scheduleAtFixedRate(this::publishRows, 0, 1, TimeUnit.SECONDS);
    mute = new ServerSocket(0);
    Path token = Files.writeString(directory.resolve("token"), TOKEN);
    options = List.of("--tokenFile=" + token);
    dashboard = TestDashboard.start(sandbox.kafka(), options);
    nginx =
        Nginx.start(
            directory.resolve("nginx"),
            String.format(Locale.ROOT, LOCATIONS, dashboard.address(), mute.getLocalPort()));
  }

  /** Starts all of it, or skips the test. */
  static ProxiedDashboard start(Path directory) {
    Nginx.require();
    Browser browser = Browser.start();
    try {
      return new ProxiedDashboard(browser, directory);
    } catch (IOException e) {
      browser.close();
      throw new UncheckedIOException(e);
    }
  }

  Browser browser() {
    return browser;
  }

  LiveRigs rigs() {
    return rigs;
  }

  Nginx nginx() {
    return nginx;
  }

  /** Ends the dashboard; nginx answers 502 from then on. */
  void stopServer() {
    dashboard.stop();
  }

  /** Starts the dashboard again on the same port. */
  void startServer() {
    dashboard = TestDashboard.startAt(dashboard.port(), sandbox.kafka(), options);
  }

  /** Opens a location and waits until the page is live. */
  void openAndLogIn(String location) {
    logIn(location);
    awaitLive();
  }

  /** Opens a location and gives the token where the page asks for one. */
  void logIn(String location) {
    browser.open(nginx.address(location));
    if (!browser.texts("#token").isEmpty()) {
      browser.type("#token", TOKEN);
      browser.press("button");
    }
  }

  /** Waits until the page shows that all is well, and the measurements of a rig. */
  void awaitLive() {
    await()
        .atMost(LATER)
        .untilAsserted(
            () -> {
              assertThat(browser.state()).isEqualTo("ok");
              assertThat(browser.text("#detail-value")).contains("bar");
            });
  }

  /** Waits until the page is in a state, from well to lost. */
  void awaitState(String state) {
    await().atMost(LATER).untilAsserted(() -> assertThat(browser.state()).isEqualTo(state));
  }

  /** Waits until a metric of the dashboard has this value. */
  void awaitMetric(String name, int value) {
    String metric = "hydrobeam_dashboard_" + name + " ";
    await()
        .atMost(LATER)
        .untilAsserted(
            () ->
                assertThat(metrics().lines().filter(line -> line.startsWith(metric)))
                    .containsExactly(metric + value + ".0"));
  }

  private String metrics() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(dashboard.address() + "metrics"))
            .header("Authorization", "Bearer " + TOKEN)
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  /** Records the states of the page from now on, this one first. */
  void watchStates() {
    browser.script(WATCH_STATES);
  }

  /** The states of the page since it has been watched. */
  List<String> statesSeen() {
    return ((List<?>) browser.script("return window.states"))
        .stream().map(String::valueOf).toList();
  }

  private void publishRows() {
    for (int rig = 1; rig <= RIGS; rig++) {
      rigs.publishRow(LiveRigs.row("rig-" + rig, Instant.now().minusSeconds(1)));
    }
    rigs.flush();
  }

  @Override
  public void close() throws IOException {
    everySecond.shutdownNow();
    nginx.close();
    mute.close();
    dashboard.close();
    rigs.close();
    sandbox.close();
    browser.close();
  }
}
