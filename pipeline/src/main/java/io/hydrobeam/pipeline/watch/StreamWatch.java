package io.hydrobeam.pipeline.watch;

import io.hydrobeam.common.UserException;
import io.hydrobeam.kafka.OffsetCommits;
import io.hydrobeam.kafka.Offsets;
import io.hydrobeam.kafka.PartitionEnd;
import io.hydrobeam.kafka.SensorTopics;
import io.hydrobeam.kafka.StreamAlert;
import io.hydrobeam.kafka.StreamAlerts;
import io.hydrobeam.kafka.TopicChanges;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.pipeline.backend.Batch;
import io.hydrobeam.pipeline.backend.Checkpoint;
import io.hydrobeam.pipeline.backend.StreamBackend;
import io.hydrobeam.pipeline.graph.MonitoringOptions;
import io.hydrobeam.pipeline.graph.MonitoringSettings;
import io.hydrobeam.pipeline.source.TimeSettings;
import io.hydrobeam.pipeline.watch.StreamState.BatchTotals;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Monitors a run from its driver. Reads counters, topics and checkpoint every five seconds, and
 * compares read and accounted records after each batch. Results go to Prometheus, to the metrics
 * system of the runner and into {@link #report}. Lasting unaccounted samples raise an alert.
 * Offsets of written data are committed. A source that does not answer leaves its values unknown,
 * with a reason in the log; the run continues. Only changes of the topics or of the clock become a
 * {@link #failure}.
 */
public final class StreamWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamWatch.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final double MILLIS = 1000;

  private final MonitoringOptions options;
  private final StreamBackend backend;
  private final PrintStream out;
  private final Map<TopicPartition, Long> starts;
  private final Admin admin;
  private final TopicChanges changes;
  private final ClockSetBack clock = new ClockSetBack();
  private final UnreadDeletions deletions = new UnreadDeletions();
  private final OpenTransactions transactions = new OpenTransactions();
  private final OffsetCommits commits;
  private final StreamAlerts alerts;
  private final StreamMetrics metrics = new StreamMetrics(() -> this.state);
  private final SampleReconciliation accounts = new SampleReconciliation(GRACE);
  private final @Nullable HTTPServer server;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(StreamWatch::daemon);

  /** Separate thread, so that a blocked file system does not block the other metrics. */
  private final ScheduledExecutorService checkpointLooks =
      Executors.newSingleThreadScheduledExecutor(StreamWatch::daemon);

  private volatile @Nullable Checkpoint checkpoint;
  private volatile StreamState state = StreamState.begin(System.nanoTime());
  private volatile BatchTotals batches = BatchTotals.NONE;
  private volatile @Nullable PipelineResult run;
  private volatile @Nullable UserException failure;
  private StreamState reported = state;
  private Set<TopicPartition> silent = Set.of();

  /** Last known end of each partition. */
  private final Map<TopicPartition, PartitionEnd> ends = new HashMap<>();

  private @Nullable StreamAlert raised;

  private StreamWatch(
      MonitoringOptions options,
      StreamBackend backend,
      MonitoringSettings settings,
      SensorTopics.Beginning beginning,
      PrintStream out) {
    this.options = options;
    this.backend = backend;
    this.out = out;
    this.starts = beginning.offsets();
    Integer port = options.getMetricsPort();
    this.server = port == null ? null : metrics.serve(options.getMetricsHost(), port);
    this.admin = settings.kafka().admin();
    this.changes = TopicChanges.of(settings.topics(), starts.keySet());
    this.commits = OffsetCommits.of(admin, settings.group(), beginning, settings.windowing());
    this.alerts = new StreamAlerts(settings.kafka(), settings.topics().alerts());
    backend.onBatch(this::completed);
  }

  /**
   * Opens the watch of a run that is about to begin.
   *
   * @param beginning start offsets of the partitions of the run
   * @throws UserException if the metrics cannot be served at the configured address
   */
  public static StreamWatch open(
      MonitoringOptions options,
      StreamBackend backend,
      MonitoringSettings settings,
      SensorTopics.Beginning beginning,
      PrintStream out) {
    var watch = new StreamWatch(options, backend, settings, beginning, out);
    if (watch.server != null) {
      out.printf(
          Locale.ROOT,
          "metrics: http://%s:%d/metrics%n",
          options.getMetricsHost(),
          watch.server.getPort());
    }
    return watch;
  }

  /** Starts to watch the running pipeline. */
  public void follow(PipelineResult result) {
    run = result;
    var figures = new LinkedHashMap<String, DoubleSupplier>();
    ExportedMetric.ALL.forEach(f -> figures.put(f.name(), () -> f.value().applyAsDouble(state)));
    figures.put("records_arrived", () -> state.arrived());
    figures.put("consumer_lag_records", () -> state.lag());
    figures.put("batch_duration_seconds", () -> state.batches().seconds());
    backend.show(figures);
    looks.scheduleWithFixedDelay(
        () -> look(result), 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    checkpointLooks.scheduleWithFixedDelay(
        this::lookAtCheckpoint, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns a one-line report, with rates since the previous report. Called by one thread. */
  public String report() {
    StreamState now = state;
    String line = StreamReport.line(reported, now);
    reported = now;
    return line;
  }

  /**
   * Returns the reason why the run must end, a change of the topics or of the clock; null while the
   * run may continue.
   */
  public @Nullable UserException failure() {
    return failure;
  }

  /** Ends the watch. Pending alerts are published first, if Kafka accepts them soon. */
  @Override
  public void close() {
    end(checkpointLooks);
    end(looks);
    admin.close();
    alerts.close();
    if (server != null) {
      server.close();
    }
  }

  private static void end(ScheduledExecutorService work) {
    work.shutdown();
    try {
      if (!work.awaitTermination(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        work.shutdownNow();
      }
    } catch (InterruptedException e) {
      work.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void look(PipelineResult result) {
    try {
      MetricResults counters = result.metrics();
      Map<TopicPartition, Long> next = TopicState.next(starts, counters);
      Map<String, TopicState> topics = topics(next);
      boolean allAnswer = !topics.isEmpty() && silent.isEmpty();
      Checkpoint kept = checkpoint;
      long now = System.currentTimeMillis();
      state =
          new StreamState(
              System.nanoTime(),
              Progress.of(counters),
              topics,
              allAnswer ? deletedUnread(next) : state.deletedUnread(),
              backend
                  .watermark(options)
                  .map(watermark -> (now - watermark.toEpochMilli()) / MILLIS)
                  .orElse(Double.NaN),
              batches,
              kept == null ? Double.NaN : kept.bytes(),
              kept == null ? Double.NaN : Math.max(0, now - kept.writtenMillis()) / MILLIS);
      commits.look(backend.watermark(options), next, TopicState.told(starts.keySet(), counters));
      if (allAnswer) {
        backend.writtenUpTo(options).ifPresent(commits::writtenUpTo);
      }
      lookAtClock();
      lookForChanges();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // An exception would silently end all further executions.
      LOG.error("cannot determine the progress of the run; its metrics are out of date", e);
    }
  }

  private Map<String, TopicState> topics(Map<TopicPartition, Long> next)
      throws InterruptedException {
    try {
      Map<TopicPartition, PartitionEnd> answers = Offsets.ends(admin, starts.keySet());
      tellSilent(answers.keySet());
      transactions.take(answers, System.currentTimeMillis());
      ends.putAll(answers);
      return TopicState.of(starts, ends, next);
    } catch (ExecutionException e) {
      LOG.warn(
          "Kafka does not report the end offsets, so the lag is unknown: {}",
          UserException.rootCause(e));
      return Map.of();
    }
  }

  /** Logs partitions that do not answer while others do. */
  private void tellSilent(Set<TopicPartition> answering) {
    var now = new HashSet<>(starts.keySet());
    now.removeAll(answering);
    if (!now.equals(silent)) {
      if (now.isEmpty()) {
        LOG.warn("all partitions answer again");
      } else {
        LOG.warn(
            "{} do not answer: is their leader down? All rows wait for up to {} s, and no "
                + "offsets are committed meanwhile",
            now,
            TimeSettings.PATIENCE.getStandardSeconds());
      }
      silent = now;
    }
  }

  private long deletedUnread(Map<TopicPartition, Long> next) throws InterruptedException {
    try {
      return deletions.take(Offsets.beginnings(admin, starts.keySet()), next);
    } catch (ExecutionException e) {
      LOG.warn("Kafka does not report the beginning offsets: {}", UserException.rootCause(e));
      return state.deletedUnread();
    }
  }

  private void lookAtClock() {
    long back = clock.look(System.nanoTime(), System.currentTimeMillis(), System.nanoTime());
    if (back > 0) {
      failure =
          UserException.failed(
              "the clock of this machine was set back by %d s, and batches start by this clock; "
                  + "restart the stream with --startAt=committed",
              back / 1000);
    }
  }

  private void lookForChanges() throws InterruptedException {
    try {
      changes.look(admin);
    } catch (UserException e) {
      failure = e;
    } catch (ExecutionException e) {
      LOG.warn("Kafka does not describe the topics: {}", UserException.rootCause(e));
    }
  }

  private void lookAtCheckpoint() {
    try {
      checkpoint = backend.checkpoint(options).orElse(null);
    } catch (IOException e) {
      checkpoint = null;
      LOG.warn("cannot inspect the checkpoint: {}", UserException.rootCause(e));
    } catch (RuntimeException e) {
      // An exception would silently end all further executions.
      LOG.error("cannot inspect the checkpoint; its metrics are out of date", e);
    }
  }

  /** Called by the runner on one thread, while no other batch can be far. */
  private void completed(Batch batch) {
    metrics.add(batch);
    BatchTotals totals = batches.and(batch);
    PipelineResult result = run;
    if (result != null) {
      long now = System.currentTimeMillis();
      long difference = totals.records() - Progress.processed(result);
      totals = totals.unaccounted(difference);
      accounts.take(difference, now).ifPresent(stays -> judge(stays, now));
    }
    batches = totals;
  }

  private void judge(long stays, long now) {
    if (raised != null && Long.signum(stays) != Long.signum(raised.samples())) {
      tell(new StreamAlert(State.CLEARED, raised.sinceMillis(), now, raised.samples()));
      raised = null;
    }
    if (raised == null && stays != 0) {
      raised = new StreamAlert(State.RAISED, now, now, stays);
      tell(raised);
    }
  }

  private void tell(StreamAlert alert) {
    out.println(alert.line());
    looks.execute(
        () -> {
          try {
            alerts.publish(alert);
          } catch (ExecutionException e) {
            LOG.error("an alert is not published: {}", alert.line(), e);
          } catch (InterruptedException e) {
            LOG.error("an alert is not published, since the run ends: {}", alert.line());
            Thread.currentThread().interrupt();
          }
        });
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "stream-watch");
    thread.setDaemon(true);
    return thread;
  }
}
