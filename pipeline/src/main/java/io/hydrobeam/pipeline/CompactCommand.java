package io.hydrobeam.pipeline;

import io.hydrobeam.pipeline.table.ClosedHours;
import io.hydrobeam.pipeline.table.CompactHours;
import io.hydrobeam.pipeline.table.CompactionReport;
import io.hydrobeam.pipeline.table.LeaseRequest;
import io.hydrobeam.pipeline.table.WriteLease;
import io.hydrobeam.pipeline.table.WriteTable;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.hadoop.fs.Path;

/** The command {@code compact}: makes one file an hour and rig of the stream's small files. */
final class CompactCommand implements Command {
  private static final int SHOWN = 5;

  private final Clock clock;

  /** The command by a clock that says which hours are over. */
  CompactCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "compact";
  }

  @Override
  public void help(PrintStream out, Backend backend) {
    CommandHelp.of(CompactOptions.class)
        .print(
            out,
            """
            bin/hydrobeam compact --input=DIR --output=DIR [--option=value ...]

            Merges the small files of hours that are over into one sorted file an hour and rig.
            It may be stopped at any moment and run again; late rows are merged by the next run.
            One at a time works on the same tables; another is refused. The stream may go on.
            Runs on --runner=SparkRunner (the default) or --runner=DirectRunner (for tests).
            Exit codes: 0 done, 1 failed while running, 2 wrong usage.
            """,
            backend.help());
  }

  @Override
  public void run(List<String> arguments, Backend backend) throws IOException {
    CompactOptions options =
        CommandOptions.parse(arguments, CompactOptions.class, backend.runner(), Map.of());
    CompactSettings settings = CompactSettings.of(options);
    List<String> hours =
        ClosedHours.of(settings.input(), clock.instant().minus(settings.olderThan()));
    if (hours.isEmpty()) {
      System.out.printf(
          "nothing to do: %s has no hour that has been over for %s%n",
          settings.input(), settings.olderThan());
      return;
    }
    WriteTable.requireWritable(settings.output());
    CompactionReport report;
    try (WriteLease lease = WriteLease.take(lease(settings.output()), false, System.out)) {
      report = compact(options, settings, hours, lease, backend);
      if (lease.lost() != null) {
        throw lease.lost();
      }
    }
    System.out.println(report);
    refuseUnreadable(report.unreadable());
  }

  private static CompactionReport compact(
      CompactOptions options,
      CompactSettings settings,
      List<String> hours,
      WriteLease lease,
      Backend backend) {
    backend.prepareBatch(options);
    Pipeline pipeline = Pipeline.create(options);
    pipeline.apply(
        "CompactHours",
        CompactHours.of(
            settings.input(), settings.output(), lease.incoming(), options.isDelete(), hours));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return CompactionReport.of(result);
  }

  /** One for each table of large files; a stream has another and may go on. */
  private static LeaseRequest lease(String output) {
    var table = new Path(output);
    return new LeaseRequest(
        table.getParent().toString(),
        "compact-" + table.getName(),
        List.of(table.getName()),
        "wait until that compact has ended");
  }

  private static void refuseUnreadable(List<String> unreadable) {
    if (!unreadable.isEmpty()) {
      throw CommandException.failed(
          "%d hours were left as they are, since a file of theirs cannot be read:%n  %s%n"
              + "Restore such a file or move it out of the table, and run compact again.",
          unreadable.size(),
          String.join(
              System.lineSeparator() + "  ",
              unreadable.size() <= SHOWN ? unreadable : unreadable.subList(0, SHOWN)));
    }
  }
}
