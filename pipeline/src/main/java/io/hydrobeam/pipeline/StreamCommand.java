package io.hydrobeam.pipeline;

import io.hydrobeam.alert.CarriedAlerts;
import io.hydrobeam.alert.CarryAlerts;
import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.ExitCode;
import io.hydrobeam.cli.StopSignal;
import io.hydrobeam.cli.beam.Backend;
import io.hydrobeam.cli.beam.PipelineArguments;
import io.hydrobeam.kafka.AlertsNeeded;
import io.hydrobeam.kafka.NativeLibraries;
import io.hydrobeam.kafka.PublishedAlerts;
import io.hydrobeam.kafka.SensorTopics;
import io.hydrobeam.pipeline.backend.StreamBackend;
import io.hydrobeam.pipeline.graph.MonitoringGraph;
import io.hydrobeam.pipeline.graph.MonitoringOptions;
import io.hydrobeam.pipeline.graph.MonitoringSettings;
import io.hydrobeam.pipeline.graph.StreamInputs;
import io.hydrobeam.pipeline.graph.StreamTables;
import io.hydrobeam.pipeline.sink.AlertDatabase;
import io.hydrobeam.pipeline.watch.StreamWatch;
import io.hydrobeam.tables.WriteLease;
import io.hydrobeam.tables.WriteTable;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.kafka.common.TopicPartition;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Command {@code stream}: parses the options, checks the environment, runs the pipeline and reports
 * progress.
 */
public final class StreamCommand implements Command {
  private final StreamBackend streaming;
  private final PipelineArguments<MonitoringOptions> arguments;

  StreamCommand(StreamBackend streaming, Backend backend) {
    this.streaming = streaming;
    this.arguments = PipelineArguments.of(MonitoringOptions.class, backend);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = arguments.spec("stream", streaming.options());
    spec.usageMessage()
        .customSynopsis("bin/hydrobeam stream --output=DIR [--option=value ...]")
        .description(
            """
            Watches rigs: reads the sensor topics, keeps one row a second and rig, and alerts.
            Runs on --runner=SparkRunner (the default) or --runner=DirectRunner (for tests).
            """);
    return spec;
  }

  @Override
  public int run(ParseResult parsed) throws IOException {
    MonitoringOptions options = arguments.options(parsed, streaming.defaults());
    MonitoringSettings settings = MonitoringSettings.of(options);
    NativeLibraries.load();
    SensorTopics.Beginning beginning =
        settings.topics().beginningAt(settings.kafka(), settings.startAt(), settings.group());
    int largestDeadLetter = settings.topics().largestDeadLetterAt(settings.kafka());
    AlertDatabase database =
        options.getAlertsJdbcUrl() == null
            ? null
            : AlertDatabase.open(
                options.getAlertsJdbcUrl(),
                options.getAlertsJdbcUser(),
                options.getAlertsJdbcPasswordFile());
    WriteTable.requireWritable(options.getOutput());
    var tables = StreamTables.of(options);
    try (WriteLease lease = WriteLease.take(tables.lease(), options.isTakeOver(), System.out)) {
      WriteTable.requireLayout(options.getOutput(), tables.layout());
      run(options, settings, beginning, largestDeadLetter, database, lease);
    }
    return ExitCode.DONE;
  }

  private void run(
      MonitoringOptions options,
      MonitoringSettings settings,
      SensorTopics.Beginning beginning,
      int largestDeadLetter,
      @Nullable AlertDatabase database,
      WriteLease lease)
      throws IOException {
    Map<TopicPartition, Long> starts = beginning.offsets();
    CarriedAlerts carried = beginning.isOldest() ? CarriedAlerts.NONE : carried(settings);
    streaming.prepare(options);

    Pipeline pipeline = streaming.pipeline(options);
    MonitoringGraph.build(
        pipeline,
        streaming.steps(),
        options,
        new StreamInputs(
            settings, beginning, carried, largestDeadLetter, database, lease.incoming()));
    System.out.printf(
        Locale.ROOT,
        "reading %d partitions of %s* at %s from %s on, writing to %s%n",
        starts.size(),
        options.getTopicPrefix(),
        settings.kafka(),
        settings.startAt(),
        options.getOutput());
    if (beginning.wholeFrom() != null) {
      System.out.printf(
          Locale.ROOT,
          "rows of the hour before %s are stored, but neither published nor evaluated, "
              + "because not all their samples are read%n",
          beginning.wholeFrom());
    }
    if (settings.baseline() == null) {
      System.out.println(
          "no --baseline: only limits and the health of sensors are checked; learn a baseline "
              + "with bin/hydrobeam baseline");
    } else {
      System.out.printf(
          Locale.ROOT,
          "baseline of %d cycles of %s%n",
          settings.baseline().provenance().cycles(),
          settings.baseline().provenance().source());
    }
    long longest =
        settings.windowing().allowedLateness().getMillis() + settings.clock().delay().getMillis();
    if (settings.rig().alerts().patienceMillis() < longest) {
      System.out.printf(
          Locale.ROOT,
          "alerts.patience is %.1f s: later samples, up to %.1f s, count in rows but do not "
              + "change alerts%n",
          settings.rig().alerts().patienceMillis() / 1000.0,
          longest / 1000.0);
    }
    try (var watch = StreamWatch.open(options, streaming, settings, beginning, System.out)) {
      StopSignal stop = StopSignal.listen();
      PipelineResult result = pipeline.run();
      watch.follow(result);
      new Supervisor(
              result,
              () -> streaming.timeHasEnded(options),
              stop::received,
              () -> lease.lost() != null ? lease.lost() : watch.failure(),
              streaming::stopping,
              watch::report,
              System.out)
          .untilOver();
    }
    streaming.tidyUp(options);
  }

  /**
   * Reads the alerts of earlier runs from the alerts topic. Called unless the run starts at the
   * oldest records.
   */
  private static CarriedAlerts carried(MonitoringSettings settings) {
    var carry =
        new CarryAlerts(
            settings.rig(),
            settings.baseline() != null,
            settings.windowing().allowedLateness().getMillis(),
            settings.startAt().time());
    var needed =
        AlertsNeeded.by(
            settings.rig().alerts(), settings.rigGoneAfter(), settings.startAt().time());
    String topic = settings.topics().alerts();
    long read = PublishedAlerts.read(settings.kafka(), topic, needed, carry::add);
    CarriedAlerts carried = carry.carried();
    if (carried.size() > 0) {
      System.out.printf(Locale.ROOT, "continues the alerts on %s from %,d messages%n", topic, read);
    }
    return carried;
  }
}
