package io.hydrobeam.pipeline;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** A command that runs on any runner: what {@link Commands} starts. */
public interface Command {
  /** What a person types to start it. */
  String name();

  /** Explains the command and its options. */
  void help(PrintStream out, Backend backend);

  /**
   * Runs the command to its end.
   *
   * @param arguments what follows the command's name, each {@code --option=value}
   * @throws CommandException with what a person must be told
   * @throws IOException if a file or a service fails in a way that no message was made for
   */
  void run(List<String> arguments, Backend backend) throws IOException;
}
