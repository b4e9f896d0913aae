package io.hydrobeam.learning;

import io.hydrobeam.cli.Commands;
import java.util.List;

/** The commands that learn; they run in this process, on no runner. */
public final class LearningMain {
  private LearningMain() {}

  /** Runs the command that the first argument names, and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(Commands.run(List.of(arguments), List.of(new DatasetCheckCommand()), null));
  }
}
