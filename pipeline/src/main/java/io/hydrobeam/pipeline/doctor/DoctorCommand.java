package io.hydrobeam.pipeline.doctor;

import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.ExitCode;
import io.hydrobeam.cli.beam.Backend;
import io.hydrobeam.cli.beam.PipelineArguments;
import io.hydrobeam.common.UserException;
import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.StreamBackend;
import io.hydrobeam.pipeline.graph.MonitoringOptions;
import io.hydrobeam.pipeline.graph.MonitoringSettings;
import io.hydrobeam.pipeline.graph.StreamTables;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Command {@code doctor}: checks all requirements of {@code stream} and prints remedies. */
public final class DoctorCommand implements Command {
  private final StreamBackend streaming;
  private final PipelineArguments<MonitoringOptions> arguments;
  private final Clock clock;

  /** Creates the command for streams on this runner. */
  public DoctorCommand(StreamBackend streaming, Backend backend, Clock clock) {
    this.streaming = streaming;
    this.arguments = PipelineArguments.of(MonitoringOptions.class, backend);
    this.clock = clock;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = arguments.spec("doctor", streaming.options());
    spec.usageMessage()
        .customSynopsis("bin/hydrobeam doctor --output=DIR [--option=value ...]")
        .description(
            """
            Checks all that a stream of the same options needs: the broker, the topics and their
            newest samples, clocks, the output, the rig, the database, Spark. One line each: ok,
            warn, FAILED, or skipped since another has failed; and what to do. It reads as no group,
            and takes back what it writes. Give it the options of stream; put the word doctor in the
            place of stream in a command line, for bin/hydrobeam submit, too.
            """)
        .footer("", "Exit codes: 0 nothing failed, 1 something failed, 2 wrong usage.");
    return spec;
  }

  @Override
  public int run(ParseResult parsed) {
    MonitoringOptions options = arguments.options(parsed, streaming.defaults());
    MonitoringSettings settings = MonitoringSettings.withoutFiles(options);
    List<Check> ofRunner = streaming.checks(options);
    try (var kafka = new KafkaView(settings.kafka(), settings.topics())) {
      var checks = new ArrayList<Check>();
      checks.addAll(ofKafka(kafka, settings));
      checks.addAll(ofFiles(options));
      checks.addAll(ofRunner);
      int failed = new CheckRunner(System.out).make(checks);
      if (failed > 0) {
        throw UserException.failed(
            "%s of %d failed; the lines above name the remedies",
            MessageFormats.count(failed, "check"), checks.size());
      }
    }
    return ExitCode.DONE;
  }

  private List<Check> ofKafka(KafkaView kafka, MonitoringSettings settings) {
    return List.of(
        new BrokerCheck(kafka),
        new TopicsCheck(kafka),
        new PartitionsCheck(kafka, settings.clock().idleTimeout().getMillis() / 1000.0),
        new RetentionCheck(kafka),
        new ReplicasCheck(kafka),
        new RightsCheck(kafka, settings.startAt(), settings.group()),
        new SamplesCheck(kafka, settings.parser()),
        new ClocksCheck(kafka, settings.parser(), settings.clock(), clock));
  }

  private static List<Check> ofFiles(MonitoringOptions options) {
    var checks = new ArrayList<Check>();
    checks.add(new NativeCheck());
    checks.add(new RigCheck(options.getConfig()));
    checks.add(new BaselineCheck(options.getBaseline(), options.getConfig()));
    checks.add(new OutputCheck(options.getOutput()));
    var tables = StreamTables.of(options);
    checks.add(new LayoutCheck(options.getOutput(), tables.layout()));
    checks.add(new LeaseCheck(tables.lease()));
    if (options.getAlertsJdbcUrl() != null) {
      checks.add(
          new DatabaseCheck(
              options.getAlertsJdbcUrl(),
              options.getAlertsJdbcUser(),
              options.getAlertsJdbcPasswordFile()));
    }
    return checks;
  }
}
