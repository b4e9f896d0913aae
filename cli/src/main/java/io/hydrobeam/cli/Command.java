package io.hydrobeam.cli;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Command of the command line, started by {@link Commands}. Most commands work on any runner. */
public interface Command {
  /** Returns the name of the command on the command line. */
  String name();

  /**
   * Prints the help of the command and its options.
   *
   * @param backend runner properties; null for a command without a runner
   */
  void help(PrintStream out, @Nullable Backend backend);

  /**
   * Runs the command to its end.
   *
   * @param arguments arguments after the command name, each {@code --option=value}
   * @param backend runner properties; null for a command without a runner
   * @throws UserException with a message for the user
   * @throws IOException if a file or a service fails without such a message
   */
  void run(List<String> arguments, @Nullable Backend backend) throws IOException;
}
