package io.hydrobeam.batch.compact;

import io.hydrobeam.batch.compact.CompactSettings.CompactTable;
import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.ExitCode;
import io.hydrobeam.cli.beam.Backend;
import io.hydrobeam.cli.beam.PipelineArguments;
import io.hydrobeam.common.UserException;
import io.hydrobeam.tables.ClosedHours;
import io.hydrobeam.tables.CompactHours;
import io.hydrobeam.tables.CompactionReport;
import io.hydrobeam.tables.LeaseRequest;
import io.hydrobeam.tables.WriteLease;
import io.hydrobeam.tables.WriteTable;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Command {@code compact}: merges the small files of a stream into one file per hour and rig. */
public final class CompactCommand implements Command {
  private static final int SHOWN = 5;

  private final Clock clock;
  private final Backend backend;
  private final PipelineArguments<CompactOptions> arguments;

  /** Creates the command for a runner, with a clock, which decides the hours that are over. */
  public CompactCommand(Clock clock, Backend backend) {
    this.clock = clock;
    this.backend = backend;
    this.arguments = PipelineArguments.of(CompactOptions.class, backend);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = arguments.spec("compact");
    spec.usageMessage()
        .customSynopsis("bin/hydrobeam compact --input=DIR [--option=value ...]")
        .description(
            """
            Merges the small files of hours that are over into one sorted file an hour and rig, in
            the stream's tables of rows, anomalies and alerts.
            It may be stopped at any moment and run again; late rows are merged by the next run.
            One at a time works on the same tables; another is refused. The stream may go on.
            Runs on --runner=SparkRunner (the default) or --runner=DirectRunner (for tests).
            """);
    return spec;
  }

  @Override
  public int run(ParseResult parsed) throws IOException {
    CompactOptions options = arguments.options(parsed, Map.of());
    CompactSettings settings = CompactSettings.of(options);
    Map<CompactTable, List<String>> hours = closedHours(settings);
    if (hours.isEmpty()) {
      System.out.printf(
          Locale.ROOT,
          "nothing to do: %s has no hour that has been over for %s%n",
          settings.input(),
          settings.olderThan());
      return ExitCode.DONE;
    }
    CompactionReport report = underLeases(options, hours);
    System.out.println(report);
    refuseUnreadable(report.unreadable());
    return ExitCode.DONE;
  }

  private CompactionReport underLeases(
      CompactOptions options, Map<CompactTable, List<String>> hours) {
    var leases = new LinkedHashMap<CompactTable, WriteLease>();
    try {
      for (CompactTable table : hours.keySet()) {
        WriteTable.requireWritable(table.output());
        leases.put(table, WriteLease.take(lease(table.output()), false, System.out));
      }
      CompactionReport report = compact(options, hours, leases);
      for (WriteLease lease : leases.values()) {
        if (lease.lost() != null) {
          throw lease.lost();
        }
      }
      return report;
    } finally {
      leases.values().forEach(WriteLease::close);
    }
  }

  private CompactionReport compact(
      CompactOptions options,
      Map<CompactTable, List<String>> hours,
      Map<CompactTable, WriteLease> leases) {
    backend.prepareBatch(options);
    Pipeline pipeline = Pipeline.create(options);
    hours.forEach(
        (table, ofTable) ->
            pipeline.apply(
                "CompactHours_" + table.kind().directory(),
                CompactHours.of(
                    table.kind(),
                    table.input(),
                    table.output(),
                    leases.get(table).incoming(),
                    options.isDelete(),
                    ofTable)));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return CompactionReport.of(result);
  }

  /**
   * Returns the lease of a table of large files. A stream holds a different lease and may keep
   * running.
   */
  private static LeaseRequest lease(String output) {
    var table = new Path(output);
    return new LeaseRequest(
        table.getParent().toString(),
        "compact-" + table.getName(),
        List.of(table.getName()),
        "wait until that compact has ended");
  }

  /** Returns the tables that have hours to compact, with these hours. */
  private Map<CompactTable, List<String>> closedHours(CompactSettings settings) throws IOException {
    Instant end = clock.instant().minus(settings.olderThan());
    var hours = new LinkedHashMap<CompactTable, List<String>>();
    for (CompactTable table : settings.tables(ClosedHours::isDirectory)) {
      List<String> ofTable = ClosedHours.of(table.kind(), table.input(), end);
      if (!ofTable.isEmpty()) {
        hours.put(table, ofTable);
      }
    }
    return hours;
  }

  private static void refuseUnreadable(List<String> unreadable) {
    if (!unreadable.isEmpty()) {
      throw UserException.failed(
          "%d hours were not compacted, because a file cannot be read:%n  %s%nRestore the "
              + "file or move it out of the table, and run compact again.",
          unreadable.size(),
          String.join(
              System.lineSeparator() + "  ",
              unreadable.size() <= SHOWN ? unreadable : unreadable.subList(0, SHOWN)));
    }
  }
}
