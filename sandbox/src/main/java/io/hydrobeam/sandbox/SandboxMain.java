package io.hydrobeam.sandbox;

import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.Commands;
import io.hydrobeam.cli.ExitCode;
import io.hydrobeam.kafka.NativeLibraries;
import io.hydrobeam.sandbox.demo.DemoCommand;
import io.hydrobeam.sandbox.replay.ReplayCommand;
import io.hydrobeam.sandbox.server.SandboxCommand;
import java.util.List;

/** Runs the commands that need the class path of a broker. */
public final class SandboxMain {
  private SandboxMain() {}

  /** Runs the command named by the first argument and exits with the exit code of the command. */
  public static void main(String[] arguments) {
    try {
      System.exit(commands().run(List.of(arguments)));
    } catch (Error e) {
      // The threads of the servers would keep the JVM alive after the end of the main thread.
      e.printStackTrace();
      System.exit(ExitCode.FAILED);
    }
  }

  /** Returns the commands. */
  public static Commands commands() {
    return Commands.of(
            List.of(
                Command.annotated(new DemoCommand(), OptionValues::register),
                Command.annotated(new SandboxCommand(), OptionValues::register),
                Command.annotated(new ReplayCommand(), OptionValues::register)))
        .explaining(NativeLibraries::explain);
  }
}
