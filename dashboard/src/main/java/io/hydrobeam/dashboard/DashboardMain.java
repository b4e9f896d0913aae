package io.hydrobeam.dashboard;

import io.hydrobeam.cli.Commands;
import java.util.List;

/** The command {@code dashboard}; it runs in this process, on no runner. */
public final class DashboardMain {
  private DashboardMain() {}

  /** Runs the command that the first argument names, and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(Commands.run(List.of(arguments), List.of(new DashboardCommand()), null));
  }
}
