package io.hydrobeam.runners.spark;

import io.hydrobeam.pipeline.StreamCommand;

/** The command {@code stream} on the Spark runner, started by itself or by {@code spark-submit}. */
public final class SparkMain {
  private SparkMain() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(StreamCommand.run(arguments, new SparkBackend()));
  }
}
