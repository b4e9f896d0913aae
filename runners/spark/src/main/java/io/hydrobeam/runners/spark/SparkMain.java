package io.hydrobeam.runners.spark;

import io.hydrobeam.batch.BatchCommands;
import io.hydrobeam.cli.Commands;
import io.hydrobeam.pipeline.StreamCommands;
import io.hydrobeam.runners.spark.cycles.CyclesCommand;
import io.hydrobeam.runners.spark.stream.SparkStream;
import java.util.ArrayList;
import java.util.List;

/** Runs the commands on the Spark runner, started directly or by {@code spark-submit}. */
public final class SparkMain {
  private SparkMain() {}

  /** Runs the command named by the first argument and exits with the exit code of the command. */
  public static void main(String[] arguments) {
    var commands = new ArrayList<>(StreamCommands.on(new SparkStream()));
    commands.addAll(BatchCommands.all());
    commands.add(new CyclesCommand());
    System.exit(Commands.run(List.of(arguments), commands, new SparkBackend()));
  }
}
