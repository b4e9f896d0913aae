package io.hydrobeam.cli;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Command of the command line, started by {@link Commands}. */
public interface Command {
  /** Creates the specification of the command: name, description, options and parameters. */
  CommandSpec spec();

  /** Registers converters for the types of the options; none by default. */
  default void configure(CommandLine line) {}

  /**
   * Runs the command to its end.
   *
   * @param arguments parsed arguments without errors
   * @return the exit code, see {@link ExitCode}
   * @throws UserException with a message for the user
   * @throws IOException if a file or a service fails without such a message
   */
  int run(ParseResult arguments) throws IOException, InterruptedException;

  /**
   * Returns the command of an object with picocli annotations.
   *
   * @param configure registers converters for the types of its options
   */
  static Command annotated(Callable<Integer> object, Consumer<CommandLine> configure) {
    return new AnnotatedCommand(object, configure);
  }
}
