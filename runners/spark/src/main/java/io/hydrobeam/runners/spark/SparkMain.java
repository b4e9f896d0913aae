package io.hydrobeam.runners.spark;

import io.hydrobeam.batch.BatchCommands;
import io.hydrobeam.cli.Commands;
import io.hydrobeam.kafka.NativeLibraries;
import io.hydrobeam.pipeline.StreamCommands;
import io.hydrobeam.runners.spark.cycles.CyclesCommand;
import io.hydrobeam.runners.spark.stream.SparkStream;
import io.hydrobeam.tables.StorageFailures;
import java.util.ArrayList;
import java.util.List;

/** Runs the commands on the Spark runner, started directly or by {@code spark-submit}. */
public final class SparkMain {
  private SparkMain() {}

  /** Runs the command named by the first argument and exits with the exit code of the command. */
  public static void main(String[] arguments) {
    var backend = new SparkBackend();
    var commands = new ArrayList<>(StreamCommands.on(new SparkStream(), backend));
    commands.addAll(BatchCommands.on(backend));
    commands.add(new CyclesCommand(backend));
    System.exit(
        Commands.of(commands)
            .explaining(NativeLibraries::explain)
            .explaining(StorageFailures::explain)
            .run(List.of(arguments)));
  }
}
