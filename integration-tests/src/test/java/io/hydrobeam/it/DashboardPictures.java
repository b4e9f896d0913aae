package io.hydrobeam.it;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the pictures of the dashboard: light, dark, phone; well, alerting, without data. It runs
 * only when it is asked for, by {@code docs/make-pictures}.
 */
final class DashboardPictures {
  private static final Path PICTURES = Path.of("target", "pictures");
  private static final int HISTORY_SECONDS = 300;

  @TempDir private Path directory;
  private Instant publishedUpTo;
  private Instant highSince;

  @Test
  void takeThem() {
    try (Browser browser = Browser.start();
        TestSandbox sandbox = TestSandbox.start(directory);
        LiveRigs rigs = new LiveRigs(new Topics(sandbox.kafka(), "hydraulic-"))) {
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      publishedUpTo = now.minusSeconds(HISTORY_SECONDS);
      highSince = now.minusSeconds(75);
      publishUpToNow(rigs);
      for (int letter = 0; letter < 23; letter++) {
        rigs.publishDeadLetter(
            letter % 3 == 0 ? "late" : letter % 2 == 0 ? "not_json" : "bad_value");
      }
      rigs.flush();
      try (TestDashboard dashboard = TestDashboard.start(sandbox.kafka(), List.of())) {
        browser.look(1600, 1000, false);
        browser.open(dashboard.address());
        keepAlive(rigs, browser, "ok");
        take(browser, "well", () -> keepAlive(rigs, browser, "ok"));
        rigs.publishAlert(
            LiveRigs.alert("a", "rig-2", now.minusSeconds(40), "raised")
                .put("type", "sensor_missing")
                .put("sensor", "VS1")
                .put("severity", "warning")
                .put("value", 0)
                .putNull("limit")
                .put("message", "VS1 sent nothing in this second, while 16 other sensors did."));
        rigs.publishAlert(LiveRigs.alert("b", "rig-1", highSince, "escalated"));
        rigs.publishAlert(
            LiveRigs.alert("c", "rig-1", now.minusSeconds(100), "raised")
                .put("type", "cross_sensor")
                .putNull("sensor")
                .put("severity", "warning")
                .put("value", 1.73)
                .put("limit", 1.1)
                .put("component", "cooler")
                .put(
                    "message",
                    "TS1, TS2 and CE do not go together as they normally do; the cooler is"
                        + " suspected."));
        keepAlive(rigs, browser, "critical");
        take(browser, "alerting", () -> keepAlive(rigs, browser, "critical"));
        browser.press("[data-view=cycle]");
        browser.look(1600, 1900, false);
        keepAlive(rigs, browser, "critical");
        settle(browser);
        browser.picture(PICTURES.resolve("cycle-light.png"));
        browser.press("[data-view=time]");
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> browser.text("#headline").contains("No data for 1"));
        take(browser, "silent", () -> {});
      }
    }
  }

  /** Rows go on until the page is in a state. */
  private void keepAlive(LiveRigs rigs, Browser browser, String state) {
    await()
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              publishUpToNow(rigs);
              return browser.state().equals(state) && !browser.text("#detail-value").equals("–");
            });
  }

  private void publishUpToNow(LiveRigs rigs) {
    Instant now = Instant.now();
    for (;
        publishedUpTo.isBefore(now.minusSeconds(1));
        publishedUpTo = publishedUpTo.plusSeconds(1)) {
      for (int rig = 1; rig <= 4; rig++) {
        var row = LiveRigs.row("rig-" + rig, publishedUpTo);
        if (rig == 1 && !publishedUpTo.isBefore(highSince)) {
          row.put("PS1_avg", row.get("PS1_avg").doubleValue() + 90);
          row.put("PS1_min", row.get("PS1_min").doubleValue() + 90);
          row.put("PS1_max", 304.4 + publishedUpTo.getEpochSecond() % 9);
        }
        boolean silent = rig == 2 && publishedUpTo.getEpochSecond() % 97 < 6;
        rigs.publishRow(
            silent ? LiveRigs.without(row, "VS1") : row, publishedUpTo.plusMillis(1_800));
      }
    }
    rigs.flush();
  }

  private static void take(Browser browser, String name, Runnable meanwhile) {
    for (boolean dark : new boolean[] {false, true}) {
      browser.look(1360, 850, dark);
      meanwhile.run();
      settle(browser);
      browser.picture(PICTURES.resolve(name + (dark ? "-dark.png" : "-light.png")));
    }
    browser.look(390, 844, false);
    meanwhile.run();
    settle(browser);
    browser.picture(PICTURES.resolve(name + "-phone.png"));
    browser.look(1600, 1000, false);
  }

  /** Waits until the page has been laid out and drawn anew. */
  private static void settle(Browser browser) {
    browser.script("return window.frames_ = 0");
    await()
        .until(
            () ->
                (Long)
                        browser.script(
                            "requestAnimationFrame(() => window.frames_++); return window.frames_")
                    > 4);
  }
}
