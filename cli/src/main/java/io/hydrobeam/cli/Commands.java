package io.hydrobeam.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Runs a command by name and turns errors into messages and exit codes. See {@link ExitCode}. All
 * commands share the syntax of options, the layout of the help and the style of errors.
 */
public final class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
  private static final String PROGRAM = "bin/hydrobeam";

  private final List<Command> commands;
  private final List<Function<Throwable, Optional<String>>> explanations;

  private Commands(
      List<Command> commands, List<Function<Throwable, Optional<String>>> explanations) {
    this.commands = List.copyOf(commands);
    this.explanations = List.copyOf(explanations);
  }

  /** Returns these commands. */
  public static Commands of(List<Command> commands) {
    return new Commands(commands, List.of());
  }

  /**
   * Returns the same commands with an explanation of failures. The explanation returns a message
   * for the user; empty for failures of other kinds.
   */
  public Commands explaining(Function<Throwable, Optional<String>> explanation) {
    return new Commands(
        commands, Stream.concat(explanations.stream(), Stream.of(explanation)).toList());
  }

  /** Runs the command named by the first argument and returns the exit code. */
  public int run(List<String> arguments) {
    return run(arguments, writer(System.out), writer(System.err));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, UTF_8), true);
  }

  /**
   * Runs the command named by the first argument and returns the exit code.
   *
   * @param out takes help and version, and the output of annotated commands
   * @param err takes error messages
   */
  public int run(List<String> arguments, PrintWriter out, PrintWriter err) {
    String name = arguments.isEmpty() ? "" : arguments.get(0);
    if (name.equals("--version") || name.equals("-V")) {
      out.println(Version.text());
      return ExitCode.DONE;
    }
    if (name.equals("help") && arguments.size() == 2) {
      return run(List.of(arguments.get(1), "--help"), out, err);
    }
    if (name.equals("help") || name.equals("--help") || name.equals("-h")) {
      out.printf(
          Locale.ROOT,
          "The commands here are %s. '%s COMMAND --help' lists the options.%n",
          names(", "),
          PROGRAM);
      return ExitCode.DONE;
    }
    for (Command command : commands) {
      CommandLine line = line(command);
      if (line.getCommandName().equals(name)) {
        line.setOut(out);
        line.setErr(err);
        return run(command, line, arguments.subList(1, arguments.size()));
      }
    }
    err.printf(
        Locale.ROOT,
        "The first argument must be the name of a command, %s, but was '%s'.%n"
            + "'%s help COMMAND' lists the options.%n",
        names(" or "),
        name,
        PROGRAM);
    return ExitCode.WRONG_USAGE;
  }

  private String names(String separator) {
    return commands.stream().map(command -> command.spec().name()).collect(joining(separator));
  }

  /**
   * Parses the arguments of a command without running it.
   *
   * @throws UserException listing every invalid argument with the remedy
   */
  public static ParseResult parse(Command command, List<String> arguments) {
    CommandLine line = line(command);
    OptionsFile.applyTo(line.getCommandSpec(), arguments);
    return checked(line.parseArgs(arguments.toArray(String[]::new)));
  }

  private static ParseResult checked(ParseResult parsed) {
    if (!parsed.errors().isEmpty()) {
      throw UserException.invalid("%s", UsageErrors.text(parsed.errors()));
    }
    return parsed;
  }

  private static CommandLine line(Command command) {
    var line = new CommandLine(StandardOptions.addTo(command.spec()));
    command.configure(line);
    line.setExpandAtFiles(false);
    line.setAllowOptionsAsOptionParameters(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.getCommandSpec().parser().collectErrors(true);
    return line;
  }

  private int run(Command command, CommandLine line, List<String> arguments) {
    String name = line.getCommandName();
    ParseResult parsed;
    try {
      OptionsFile.applyTo(line.getCommandSpec(), arguments);
      parsed = line.parseArgs(arguments.toArray(String[]::new));
    } catch (UserException e) {
      return report(name, line.getErr(), e);
    }
    if (parsed.isUsageHelpRequested()) {
      line.getCommandSpec().name(PROGRAM + " " + name);
      line.usage(line.getOut());
      return ExitCode.DONE;
    }
    if (parsed.isVersionHelpRequested()) {
      line.getOut().println(Version.text());
      return ExitCode.DONE;
    }
    try {
      return command.run(checked(parsed));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return report(name, line.getErr(), e);
    } catch (RuntimeException | IOException e) {
      return report(name, line.getErr(), e);
    } catch (Error e) {
      // Some libraries report a full disk or a missing native library by an error.
      if (explanation(e).isEmpty()) {
        throw e;
      }
      return report(name, line.getErr(), e);
    }
  }

  private int report(String name, PrintWriter err, Throwable e) {
    // A runner wraps the exceptions of its workers.
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserException forUser) {
        err.println(name + ": " + forUser.getMessage());
        if (forUser.kind() == UserException.Kind.INVALID) {
          err.printf(Locale.ROOT, "'%s %s --help' lists the options.%n", PROGRAM, name);
        }
        return ExitCode.of(forUser);
      }
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidPathException || cause instanceof URISyntaxException) {
        err.printf(
            Locale.ROOT,
            "%s: an option names a malformed path: %s%n'%s %s --help' lists the options.%n",
            name,
            cause.getMessage(),
            PROGRAM,
            name);
        return ExitCode.WRONG_USAGE;
      }
    }
    Optional<String> explained = explanation(e);
    if (explained.isEmpty()) {
      // Not an error of the user, so the log needs the full stack trace.
      LOG.error("the command failed", e);
    }
    err.println(
        name
            + ": "
            + explained.orElseGet(() -> "the command failed: " + UserException.rootCause(e)));
    return ExitCode.FAILED;
  }

  private Optional<String> explanation(Throwable e) {
    return explanations.stream().flatMap(one -> one.apply(e).stream()).findFirst();
  }
}
