package io.hydrobeam.runners.direct;

import io.hydrobeam.pipeline.Commands;

/** The commands on the DirectRunner, which checks everything and is slow. */
public final class DirectMain {
  private DirectMain() {}

  /** Runs the command that the first argument names, and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(Commands.run(arguments, new DirectBackend()));
  }
}
