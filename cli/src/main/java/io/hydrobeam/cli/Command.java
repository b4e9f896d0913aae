package io.hydrobeam.cli;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A command, most of them for any runner: what {@link Commands} starts. */
public interface Command {
  /** What a person types to start it. */
  String name();

  /**
   * Explains the command and its options.
   *
   * @param backend what it runs on; null if it runs on no runner
   */
  void help(PrintStream out, @Nullable Backend backend);

  /**
   * Runs the command to its end.
   *
   * @param arguments what follows the command's name, each {@code --option=value}
   * @param backend what it runs on; null if it runs on no runner
   * @throws UserException with what a person must be told
   * @throws IOException if a file or a service fails in a way that no message was made for
   */
  void run(List<String> arguments, @Nullable Backend backend) throws IOException;
}
