package io.hydrobeam.learning;

import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.Commands;
import io.hydrobeam.tables.StorageFailures;
import java.util.List;

/** Main class of the learning commands, which run in this process without a runner. */
public final class LearningMain {
  private LearningMain() {}

  /** Runs the command named by the first argument, and exits with its exit code. */
  public static void main(String[] arguments) {
    System.exit(
        Commands.of(List.of(Command.annotated(new DatasetCheckCommand(), line -> {})))
            .explaining(StorageFailures::explain)
            .run(List.of(arguments)));
  }
}
