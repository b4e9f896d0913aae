package io.hydrobeam.dashboard;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.model.RigConfig;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dashboard with its feed, state and HTTP server.
 *
 * <pre>
 * Kafka --> KafkaFeed --> Plant --> EventStreams --> browsers
 * </pre>
 *
 * The thread of the caller reads and pushes rows. A second thread pushes the state each second.
 * Neither thread waits for a browser.
 */
final class Dashboard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);
  private static final Duration LOOK_FOR = Duration.ofMillis(200);

  private final LiveState plant;
  private final KafkaFeed feed;
  private final EventStreams streams;
  private final PageServer server;
  private final Clock clock = Clock.systemUTC();
  private final ScheduledExecutorService everySecond =
      Executors.newSingleThreadScheduledExecutor(Dashboard::daemon);

  private Dashboard(DashboardSettings settings, RigConfig rig, @Nullable Baseline baseline) {
    plant = new LiveState(settings.rowsEach());
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
            this::state);
    var metrics =
        new DashboardMetrics(() -> plant.state(clock.millis()), streams, feed::brokerAnswers);
    server =
        PageServer.start(
            settings.host(),
            settings.port(),
            new PageHandler(new AccessControl(settings.token()), files, streams, metrics));
    everySecond.scheduleAtFixedRate(this::sendState, 1, 1, TimeUnit.SECONDS);
  }

  /** Reads the topics and starts the HTTP server. */
  static Dashboard start(DashboardSettings settings, RigConfig rig, @Nullable Baseline baseline) {
    return new Dashboard(settings, rig, baseline);
  }

  /** Returns the address of the page. */
  URI address() {
    return server.address();
  }

  /** Pushes the new rows, and waits a moment if there are none. */
  void update() {
    KafkaFeed.News news = feed.poll(LOOK_FOR);
    streams.sendRows(news.rows());
    if (news.alerts()) {
      streams.sendState();
    }
  }

  @Override
  public void close() {
    everySecond.shutdownNow();
    server.close();
    feed.close();
  }

  /**
   * Pushes the state. This keeps the connections alive even while Kafka blocks the reading thread.
   */
  private void sendState() {
    try {
      streams.sendState();
    } catch (RuntimeException e) {
      LOG.error("cannot tell the pages the state", e);
    }
  }

  private byte[] state() {
    return PageEvents.state(plant.state(clock.millis()), feed.brokerAnswers());
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "state");
    thread.setDaemon(true);
    return thread;
  }
}
