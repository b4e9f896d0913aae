package io.hydrobeam.cli;

import static java.util.stream.Collectors.joining;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSError;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xerial.snappy.SnappyError;

/** Runs a command by name and turns errors into messages and exit codes. See {@link ExitCode}. */
public final class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

  /** Message of the operating system for a full disk. */
  private static final String FULL = "No space left on device";

  /** What Hadoop says of a connection that fails or times out. */
  private static final Pattern CALL = Pattern.compile("^Call From \\S+ to (\\S+:\\d+) failed on ");

  private Commands() {}

  /**
   * Runs the command named by the first argument and returns the exit code.
   *
   * @param backend runner properties; null for commands without a runner
   */
  public static int run(List<String> arguments, List<Command> commands, @Nullable Backend backend) {
    String name = arguments.isEmpty() ? "" : arguments.get(0);
    for (Command command : commands) {
      if (command.name().equals(name)) {
        return run(command, arguments.subList(1, arguments.size()), backend);
      }
    }
    System.err.printf(
        Locale.ROOT,
        "the first argument takes the name of a command, %s, not '%s'%n",
        commands.stream().map(Command::name).collect(joining(" or ")),
        name);
    return ExitCode.WRONG_USAGE;
  }

  private static int run(Command command, List<String> options, @Nullable Backend backend) {
    try {
      if (options.contains("--help")) {
        command.help(System.out, backend);
      } else {
        command.run(options, backend);
      }
      return ExitCode.DONE;
    } catch (RuntimeException | IOException | FSError e) {
      return report(command, e);
    } catch (LinkageError | SnappyError e) {
      if (!NativeLibraries.areMissingIn(e)) {
        throw e;
      }
      return report(command, e);
    }
  }

  private static int report(Command command, Throwable e) {
    // A runner wraps the exceptions of its workers.
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserException told) {
        System.err.println(command.name() + ": " + told.getMessage());
        if (told.kind() == UserException.Kind.INVALID) {
          System.err.printf(
              Locale.ROOT, "'bin/hydrobeam %s --help' lists the options.%n", command.name());
        }
        return ExitCode.of(told);
      }
    }
    if (NativeLibraries.areMissingIn(e)) {
      System.err.println(command.name() + ": " + NativeLibraries.message(e));
      return ExitCode.FAILED;
    }
    String reason = UserException.rootCause(e);
    String unreachable = unreachable(e);
    if (unreachable != null) {
      System.err.printf(
          Locale.ROOT,
          "%s: HDFS at %s does not answer (%s); start it, then start this command again%n",
          command.name(),
          unreachable,
          reason);
      return ExitCode.FAILED;
    }
    if (reason.contains(FULL)) {
      // Another disk than the output's, whose writers report a full disk themselves.
      System.err.printf(
          Locale.ROOT,
          "%s: a disk is full (%s), that of the checkpoint or of temporary files; make room there, or"
              + " name other directories, and start it again%n",
          command.name(),
          reason);
      return ExitCode.FAILED;
    }
    // Not a user error, so the log needs the full stack trace.
    LOG.error("the pipeline failed", e);
    System.err.printf(Locale.ROOT, "%s: the pipeline failed: %s%n", command.name(), reason);
    return ExitCode.FAILED;
  }

  /** The HOST:PORT of a NameNode that could not be reached, as Hadoop names it; null if none. */
  private static @Nullable String unreachable(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      Matcher call = CALL.matcher(String.valueOf(cause.getMessage()));
      if (cause instanceof IOException && call.find()) {
        return call.group(1);
      }
    }
    return null;
  }
}
