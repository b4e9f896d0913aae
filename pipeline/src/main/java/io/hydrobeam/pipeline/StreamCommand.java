package io.hydrobeam.pipeline;

import io.hydrobeam.pipeline.table.WriteTable;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command {@code stream}: reads the options, checks what the job needs, runs it and says how it
 * goes. Exit codes: 0 done, 1 failed while running, 2 wrong usage.
 */
public final class StreamCommand {
  private static final Logger LOG = LoggerFactory.getLogger(StreamCommand.class);

  private StreamCommand() {}

  /** Runs the command and returns its exit code. */
  public static int run(String[] arguments, Backend backend) {
    try {
      run(List.of(arguments), backend);
      return 0;
    } catch (CommandException e) {
      System.err.println("stream: " + e.getMessage());
      if (e.exitCode() == CommandException.WRONG_USAGE) {
        System.err.println("'bin/hydrobeam stream --help' lists the options.");
      }
      return e.exitCode();
    } catch (RuntimeException | IOException e) {
      // No mistake of the person who runs it, so whoever mends it needs the whole of it.
      LOG.error("the pipeline failed", e);
      System.err.println("stream: the pipeline failed: " + CommandException.rootCause(e));
      return CommandException.FAILED;
    }
  }

  private static void run(List<String> arguments, Backend backend) throws IOException {
    if (arguments.contains("--help")) {
      StreamHelp.print(System.out, backend);
      return;
    }
    MonitoringOptions options = StreamOptions.parse(arguments, backend);
    MonitoringSettings settings = MonitoringSettings.of(options);
    List<TopicPartition> partitions = settings.topics().partitionsAt(options.getBootstrapServers());
    WriteTable.requireWritable(options.getOutput());
    backend.prepare(options);

    Pipeline pipeline = Pipeline.create(options);
    MonitoringJob.assemble(pipeline, options, settings, partitions);
    System.out.printf(
        "reading %d partitions of %s* at %s, writing to %s%n",
        partitions.size(),
        options.getTopicPrefix(),
        options.getBootstrapServers(),
        options.getOutput());
    StopSignal stop = StopSignal.listen();
    PipelineResult result = backend.start(pipeline);
    new Supervisor(result, () -> backend.timeHasEnded(options), stop::received, System.out)
        .untilOver();
    backend.tidyUp(options);
  }
}
