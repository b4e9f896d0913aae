package io.hydrobeam.runners.spark;

import io.hydrobeam.pipeline.Commands;
import io.hydrobeam.runners.spark.cycles.CyclesCommand;

/** The commands on the Spark runner, started by themselves or by {@code spark-submit}. */
public final class SparkMain {
  private SparkMain() {}

  /** Runs the command that the first argument names, and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(Commands.run(arguments, new SparkBackend(), new CyclesCommand()));
  }
}
