package io.hydrobeam.runners.direct;

import io.hydrobeam.pipeline.StreamCommand;

/** The command {@code stream} on the DirectRunner, which checks everything and is slow. */
public final class DirectMain {
  private DirectMain() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(StreamCommand.run(arguments, new DirectBackend()));
  }
}
