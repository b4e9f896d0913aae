package io.hydrobeam.sandbox.demo;

import io.hydrobeam.common.UserException;
import io.hydrobeam.sandbox.cycle.CycleSource;
import io.hydrobeam.sandbox.demo.StopRequest.StoppedException;
import io.hydrobeam.sandbox.replay.Replay;
import io.hydrobeam.sandbox.replay.ReplayProgress;
import io.hydrobeam.sandbox.server.Ports;
import io.hydrobeam.sandbox.server.Sandbox;
import io.hydrobeam.sandbox.server.SandboxConfig;
import io.hydrobeam.sandbox.server.Signals;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Single run of the demo, from the start of the servers to the summary. One thread does all the
 * work except playing the samples. In any case, the demo stops everything it has started, in order,
 * before it returns.
 */
final class Demo {
  private static final String STREAMING = "streaming";
  private static final String ANOMALIES = "anomalies";
  private static final String ALERTS = "alerts";
  private static final long SIGNALS_WITHIN_MILLIS = 500;
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Scenario scenario;
  private final CycleSource source;
  private final Path root;
  private final boolean withDashboard;
  private final DemoConsole screen;
  private final StopRequest stop = new StopRequest();
  private final Tally tally = new Tally();
  private volatile DemoDirectory directory;
  private volatile StreamProcess stream;
  private volatile DemoDashboard dashboard;

  Demo(Scenario scenario, CycleSource source, Path root, boolean withDashboard, PrintWriter out) {
    this.scenario = scenario;
    this.source = source;
    this.root = root;
    this.withDashboard = withDashboard;
    this.screen = new DemoConsole(out, System.console() != null, System::nanoTime);
  }

  /** Runs the demo and returns the exit code. */
  int run() {
    // Must precede loading the first class of the servers, which sets up logging.
    System.setProperty("hydrobeam.log", DemoDirectory.serversLog(root).toString());
    Signals.onStop(this::stop, this::abandon);
    try (DemoDirectory claimed = DemoDirectory.claim(root)) {
      directory = claimed;
      // The servers leave files behind in the temporary directory.
      System.setProperty("java.io.tmpdir", claimed.temporary().toString());
      Summary summary = playAndKeep();
      screen.print("");
      summary.lines().forEach(screen::print);
      if (!summary.isRight()) {
        throw UserException.failed(
            "%s", "The sums above are wrong, which is a bug. The log is " + claimed.log());
      }
      return 0;
    } catch (StoppedException e) {
      screen.clearStatus();
      screen.print("Stopped. Nothing is left but the logs in " + root);
      return Signals.KILLED;
    }
  }

  private Summary playAndKeep() {
    screen.print("Hydrobeam demo");
    scenario.description().forEach(line -> screen.print("  " + line));
    screen.print("Starting Kafka and HDFS ...");
    ReplayProgress sent;
    KeptRows rows;
    try (Sandbox sandbox = Sandbox.start(SandboxConfig.onFreePorts(directory.servers()))) {
      stop.check();
      sent = play(sandbox);
      rows = copyTables(sandbox);
      screen.print("Stopping Kafka and HDFS ...");
    } catch (UserException e) {
      // Ctrl-C also reaches the stream process, which may end first.
      stop.pause(SIGNALS_WITHIN_MILLIS);
      screen.clearStatus();
      throw e;
    }
    stop.checkFinally();
    directory.keepOutput();
    return new Summary(
        sent,
        rows,
        tally.late(),
        tally.malformed(),
        tally.alertsByType(),
        tally.messagesByState(),
        KeptTable.at(directory.output().resolve(STREAMING)),
        KeptTable.at(directory.output().resolve(ANOMALIES)),
        KeptTable.at(directory.output().resolve(ALERTS)));
  }

  private ReplayProgress play(Sandbox sandbox) {
    screen.print("Starting the stream on Spark ...");
    int uiPort = Ports.claim(0, "spark.ui.port");
    try (StreamProcess started = startStream(sandbox, uiPort);
        DemoDashboard page = startDashboard(sandbox);
        OutputTopics topics = new OutputTopics(sandbox.kafka(), tally)) {
      stream = started;
      dashboard = page;
      screen.print("  Kafka      " + sandbox.kafka() + ", topics hydraulic-*");
      screen.print("  HDFS       " + output(sandbox));
      screen.print("  Spark UI   http://localhost:" + uiPort);
      screen.print("  log        " + directory.log());
      started.awaitReading(stop);
      page.awaitAddress(stop).ifPresent(address -> screen.print("  dashboard  " + address));
      screen.print("Playing; Ctrl-C stops everything. Times are UTC.");
      return follow(new Replay(scenario.replay(sandbox.kafka()), source), topics);
    }
  }

  private DemoDashboard startDashboard(Sandbox sandbox) {
    return withDashboard
        ? DemoDashboard.start(home(), sandbox.kafka().bootstrapServers(), directory.dashboardLog())
        : DemoDashboard.none(directory.dashboardLog());
  }

  private static Path home() {
    String home = System.getProperty("hydrobeam.home");
    if (home == null) {
      throw UserException.failed("Start the demo by bin/hydrobeam: it starts the stream likewise.");
    }
    return Path.of(home);
  }

  private StreamProcess startStream(Sandbox sandbox, int uiPort) {
    String given = System.getenv().getOrDefault("JDK_JAVA_OPTIONS", "");
    return StreamProcess.start(
        home(),
        List.of(
            "stream",
            "--runner=SparkRunner",
            "--sparkMaster=local[" + Runtime.getRuntime().availableProcessors() + "]",
            "--bootstrapServers=" + sandbox.kafka(),
            "--output=" + output(sandbox),
            "--stopWhenIdle=" + scenario.idleSeconds()),
        directory.log(),
        Map.of(
            "JDK_JAVA_OPTIONS",
            String.format(
                Locale.ROOT,
                "%s -Dspark.ui.port=%d \"-Djava.io.tmpdir=%s\"",
                given,
                uiPort,
                directory.temporary())));
  }

  private ReplayProgress follow(Replay replay, OutputTopics topics) {
    long began = System.nanoTime();
    CompletableFuture<ReplayProgress> played =
        CompletableFuture.supplyAsync(replay::run, task -> new Thread(task, "replay").start());
    try {
      boolean sending = true;
      while (!stream.hasFinished()) {
        stop.check();
        topics.poll(LOOK_EVERY);
        showAlerts();
        screen.status(status(began, replay, topics));
        if (sending && played.isDone()) {
          sending = false;
          resultOf(played);
          screen.print(
              String.format(
                  Locale.ROOT,
                  "All is sent. The stream ends once it has read all and nothing more came for %.0f s.",
                  scenario.idleSeconds()));
        }
      }
      if (sending && !played.isDone()) {
        stream.requireRunning();
      }
      topics.drain();
      showAlerts();
      screen.endStatus(status(began, replay, topics));
      return resultOf(played);
    } finally {
      replay.stop();
      played.handle((result, problem) -> result).join();
    }
  }

  private Status status(long began, Replay replay, OutputTopics topics) {
    return new Status(
        Duration.ofNanos(System.nanoTime() - began),
        topics.samplesIn(),
        tally.rows(),
        tally.alerts(),
        tally.late(),
        tally.malformed(),
        Status.delay(replay.progress().eventTime(), tally.newestRow()));
  }

  private void showAlerts() {
    tally.takeNewAlerts().forEach(screen::alert);
  }

  private KeptRows copyTables(Sandbox sandbox) {
    screen.print("Copying the tables out of HDFS ...");
    Path to = directory.unfinishedOutput();
    for (String table : List.of(STREAMING, ANOMALIES, ALERTS)) {
      TableCopy.copy(output(sandbox) + "/" + table, to.resolve(table), stop);
    }
    KeptRows rows = new KeptRows();
    KeptTable.at(to.resolve(STREAMING)).forEachRow(stop, rows::add);
    return rows;
  }

  private static ReplayProgress resultOf(CompletableFuture<ReplayProgress> played) {
    try {
      return played.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException problem ? problem : e;
    }
  }

  private static String output(Sandbox sandbox) {
    return sandbox.hdfs() + "/demo";
  }

  private void stop() {
    if (stop.ask()) {
      screen.clearStatus();
      screen.print("Stopping ...");
    }
  }

  private void abandon() {
    StreamProcess started = stream;
    if (started != null) {
      started.close();
    }
    DemoDashboard page = dashboard;
    if (page != null) {
      page.close();
    }
    DemoDirectory claimed = directory;
    if (claimed != null) {
      claimed.removeData();
    }
  }
}
