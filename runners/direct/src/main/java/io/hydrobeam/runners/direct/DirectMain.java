package io.hydrobeam.runners.direct;

import io.hydrobeam.batch.BatchCommands;
import io.hydrobeam.cli.Commands;
import io.hydrobeam.pipeline.StreamCommands;
import java.util.ArrayList;
import java.util.List;

/** Runs the commands on the DirectRunner. The runner checks everything and is slow. */
public final class DirectMain {
  private DirectMain() {}

  /** Runs the command named by the first argument and exits with the exit code of the command. */
  public static void main(String[] arguments) {
    var commands = new ArrayList<>(StreamCommands.on(new DirectStream()));
    commands.addAll(BatchCommands.all());
    System.exit(Commands.run(List.of(arguments), commands, new DirectBackend()));
  }
}
