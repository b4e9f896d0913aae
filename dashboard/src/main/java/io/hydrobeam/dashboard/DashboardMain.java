package io.hydrobeam.dashboard;

import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.Commands;
import io.hydrobeam.kafka.NativeLibraries;
import java.util.List;

/** Runs the command {@code dashboard} in this process, without a runner. */
public final class DashboardMain {
  private DashboardMain() {}

  /** Runs the command named by the first argument and exits with the exit code of the command. */
  public static void main(String[] arguments) {
    System.exit(
        Commands.of(List.of(Command.annotated(new DashboardCommand(), line -> {})))
            .explaining(NativeLibraries::explain)
            .run(List.of(arguments)));
  }
}
