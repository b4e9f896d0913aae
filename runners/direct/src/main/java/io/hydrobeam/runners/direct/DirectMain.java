package io.hydrobeam.runners.direct;

import io.hydrobeam.batch.BatchCommands;
import io.hydrobeam.cli.Commands;
import io.hydrobeam.pipeline.StreamCommands;
import java.util.ArrayList;
import java.util.List;

/** The commands on the DirectRunner, which checks everything and is slow. */
public final class DirectMain {
  private DirectMain() {}

  /** Runs the command that the first argument names, and exits with its code. */
  public static void main(String[] arguments) {
    var commands = new ArrayList<>(StreamCommands.on(new DirectStream()));
    commands.addAll(BatchCommands.all());
    System.exit(Commands.run(List.of(arguments), commands, new DirectBackend()));
  }
}
