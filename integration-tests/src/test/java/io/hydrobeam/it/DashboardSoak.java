package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixty rigs for ten minutes, with fifteen minutes of history: what page and server need. It runs
 * only when it is asked for, by {@code docs/make-pictures --soak}.
 */
final class DashboardSoak {
  private static final int RIGS = 60;
  private static final int HISTORY_SECONDS = 900;
  private static final long SECONDS = Long.getLong("soak.seconds", 600);

  @TempDir private Path directory;
  private Instant publishedUpTo;

  @Test
  void memoryDoesNotGrow() throws Exception {
    try (Browser browser = Browser.start();
        TestSandbox sandbox = TestSandbox.start(directory);
        LiveRigs rigs = new LiveRigs(new Topics(sandbox.kafka(), "hydraulic-"))) {
      Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      publishedUpTo = start.minusSeconds(HISTORY_SECONDS);
      publishUpToNow(rigs);
      try (TestDashboard dashboard = TestDashboard.start(sandbox.kafka(), List.of())) {
        browser.open(dashboard.address() + "#rig=rig-7&sensor=PS1&span=900&view=time");
        browser.script(COUNT_FRAMES);
        System.out.println("minute  page MB  server MB  slowest frame ms  rows behind the clock s");
        Instant end = start.plusSeconds(SECONDS);
        Instant[] next = {Instant.now().plusSeconds(30)};
        await()
            .atMost(Duration.ofSeconds(SECONDS + 60))
            .pollInterval(Duration.ofMillis(250))
            .until(
                () -> {
                  publishUpToNow(rigs);
                  if (Instant.now().isAfter(next[0])) {
                    report(browser, dashboard, start);
                    next[0] = next[0].plusSeconds(60);
                  }
                  return Instant.now().isAfter(end);
                });
        assertThat(browser.texts("#rigs .rig")).hasSize(RIGS);
        assertThat(browser.complaints()).isEmpty();
      }
    }
  }

  private static final String COUNT_FRAMES =
      "window.slowest = 0; let last = performance.now(); (function frame(now) {"
          + " window.slowest = Math.max(window.slowest, now - last); last = now;"
          + " requestAnimationFrame(frame); })(last)";

  private void publishUpToNow(LiveRigs rigs) {
    Instant now = Instant.now();
    for (;
        publishedUpTo.isBefore(now.minusSeconds(1));
        publishedUpTo = publishedUpTo.plusSeconds(1)) {
      for (int rig = 1; rig <= RIGS; rig++) {
        rigs.publishRow(LiveRigs.row("rig-" + rig, publishedUpTo), publishedUpTo.plusMillis(1_200));
      }
      if (publishedUpTo.getEpochSecond() % 20 == 0) {
        String rig = "rig-" + (publishedUpTo.getEpochSecond() / 40 % RIGS + 1);
        boolean raise = publishedUpTo.getEpochSecond() % 40 == 0;
        rigs.publishAlert(LiveRigs.alert(rig, rig, publishedUpTo, raise ? "raised" : "cleared"));
      }
    }
    rigs.flush();
  }

  private static void report(Browser browser, TestDashboard dashboard, Instant start)
      throws Exception {
    Object page =
        browser.script("window.gc?.(); return performance.memory.usedJSHeapSize / 1048576");
    Object slowest = browser.script("const s = window.slowest; window.slowest = 0; return s");
    String[] shown = browser.text("#detail-note").split(" ");
    var behind =
        Duration.between(
            Instant.parse(
                Instant.now().toString().substring(0, 11) + shown[shown.length - 1] + "Z"),
            Instant.now());
    System.out.printf(
        Locale.ROOT,
        "%6d  %7.1f  %9.1f  %16.0f  %23.1f%n",
        Duration.between(start, Instant.now()).toMinutes(),
        ((Number) page).doubleValue(),
        heap(dashboard),
        ((Number) slowest).doubleValue(),
        behind.toMillis() / 1000.0);
  }

  private static double heap(TestDashboard dashboard) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(dashboard.address() + "metrics")).build();
    String metrics = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    return metrics
            .lines()
            .filter(line -> line.startsWith("hydrobeam_dashboard_heap_bytes "))
            .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
            .findFirst()
            .orElseThrow()
        / (1 << 20);
  }
}
