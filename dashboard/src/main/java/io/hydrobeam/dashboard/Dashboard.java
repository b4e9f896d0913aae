package io.hydrobeam.dashboard;

import io.hydrobeam.anomaly.Baseline;
import io.hydrobeam.model.RigConfig;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The whole of it.
 *
 * <pre>
 * Kafka --> KafkaFeed --> Plant --> EventStreams --> browsers
 * </pre>
 *
 * One thread, that of the caller, reads and pushes; it waits for no browser.
 */
final class Dashboard implements AutoCloseable {
  private static final Duration LOOK_FOR = Duration.ofMillis(200);
  private static final long STATE_EVERY_MILLIS = 1_000;

  private final Plant plant;
  private final KafkaFeed feed;
  private final EventStreams streams;
  private final PageServer server;
  private final Clock clock = Clock.systemUTC();
  private long stateAtMillis;

  private Dashboard(DashboardSettings settings, RigConfig rig, @Nullable Baseline baseline) {
    plant = new Plant(settings.rowsEach());
    feed = KafkaFeed.open(settings.kafka(), settings.topics(), settings.history(), plant, clock);
    while (!feed.hasCaughtUp()) {
      feed.poll(LOOK_FOR);
    }
    var files = new PageFiles();
    streams =
        new EventStreams(
            plant,
            PageEvents.hello(
                rig,
                baseline,
                settings.rowsEach(),
                settings.silentAfter().toMillis(),
                files.version()),
            state());
    var metrics =
        new DashboardMetrics(() -> plant.state(clock.millis()), streams, feed::brokerAnswers);
    server =
        PageServer.start(
            settings.host(),
            settings.port(),
            new PageHandler(new Access(settings.token()), files, streams, metrics));
  }

  /** Reads what there is and begins to serve. */
  static Dashboard start(DashboardSettings settings, RigConfig rig, @Nullable Baseline baseline) {
    return new Dashboard(settings, rig, baseline);
  }

  /** Where the page is. */
  URI address() {
    return server.address();
  }

  /** Shows what has come, waiting a moment if nothing has. */
  void update() {
    KafkaFeed.News news = feed.poll(LOOK_FOR);
    streams.sendRows(news.rows());
    long now = clock.millis();
    if (news.alerts() || Math.abs(now - stateAtMillis) >= STATE_EVERY_MILLIS) {
      streams.sendState(state());
      stateAtMillis = now;
    }
  }

  @Override
  public void close() {
    server.close();
    feed.close();
  }

  private byte[] state() {
    return PageEvents.state(plant.state(clock.millis()), feed.brokerAnswers());
  }
}
