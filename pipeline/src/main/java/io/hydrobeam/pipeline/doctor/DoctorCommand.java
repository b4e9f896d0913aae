package io.hydrobeam.pipeline.doctor;

import io.hydrobeam.cli.Backend;
import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.CommandHelp;
import io.hydrobeam.cli.CommandOptions;
import io.hydrobeam.common.UserException;
import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.StreamBackend;
import io.hydrobeam.pipeline.graph.MonitoringOptions;
import io.hydrobeam.pipeline.graph.MonitoringSettings;
import io.hydrobeam.pipeline.graph.StreamTables;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Command {@code doctor}: checks all requirements of {@code stream} and prints remedies. */
public final class DoctorCommand implements Command {
  private final StreamBackend streaming;
  private final Clock clock;

  /** Creates the command for streams on this runner. */
  public DoctorCommand(StreamBackend streaming, Clock clock) {
    this.streaming = streaming;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public void help(PrintStream out, Backend backend) {
    CommandHelp.of(MonitoringOptions.class)
        .print(
            out,
            """
            bin/hydrobeam doctor --output=DIR [--option=value ...]

            Checks all that a stream of the same options needs: the broker, the topics and their
            newest samples, clocks, the output, the rig, the database, Spark. One line each: ok,
            warn, FAILED, or skipped since another has failed; and what to do. It reads as no group,
            and takes back what it writes. Give it the options of stream; put the word doctor in the
            place of stream in a command line, for bin/hydrobeam submit, too.
            Exit codes: 0 nothing failed, 1 something failed, 2 wrong usage.
            """,
            backend.help(),
            streaming.help());
  }

  @Override
  public void run(List<String> arguments, Backend backend) {
    MonitoringOptions options =
        CommandOptions.parse(
            arguments, MonitoringOptions.class, backend.runner(), streaming.defaults());
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
            "%s of %d failed; what to do is said in the lines above",
            MessageFormats.count(failed, "check"), checks.size());
      }
    }
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
