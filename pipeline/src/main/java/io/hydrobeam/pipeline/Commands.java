package io.hydrobeam.pipeline;

import static java.util.stream.Collectors.joining;

import io.hydrobeam.pipeline.baseline.BaselineCommand;
import io.hydrobeam.pipeline.dataset.DatasetCommand;
import io.hydrobeam.pipeline.doctor.DoctorCommand;
import io.hydrobeam.pipeline.evaluate.EvaluateCommand;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSError;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xerial.snappy.SnappyError;

/**
 * The commands that run on any runner, by their names. Exit codes: 0 done, 1 failed while running,
 * 2 wrong usage.
 */
public final class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
  private static final List<Command> ALL =
      List.of(
          new StreamCommand(),
          new DoctorCommand(Clock.systemUTC()),
          new DatasetCommand(),
          new AlertsCommand(),
          new CompactCommand(Clock.systemUTC()),
          new BaselineCommand(),
          new EvaluateCommand());

  /** What the operating system says of a full disk. */
  private static final String FULL = "No space left on device";

  /** What Hadoop says of a connection that fails or times out. */
  private static final Pattern CALL = Pattern.compile("^Call From \\S+ to (\\S+:\\d+) failed on ");

  private Commands() {}

  /**
   * Runs the command that the first argument names, and returns its exit code.
   *
   * @param own the commands of this runner alone
   */
  public static int run(String[] arguments, Backend backend, Command... own) {
    var commands = new ArrayList<>(ALL);
    commands.addAll(List.of(own));
    return run(List.of(arguments), commands, backend);
  }

  /**
   * Runs that of some commands which the first argument names, and returns its exit code.
   *
   * @param backend null if the commands run on no runner
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
    return CommandException.WRONG_USAGE;
  }

  private static int run(Command command, List<String> options, @Nullable Backend backend) {
    Thread.setDefaultUncaughtExceptionHandler(Commands::warn);
    try {
      if (options.contains("--help")) {
        command.help(System.out, backend);
      } else {
        command.run(options, backend);
      }
      return 0;
    } catch (RuntimeException | IOException | FSError e) {
      return report(command, e);
    } catch (LinkageError | SnappyError e) {
      if (!NativeLibraries.areMissingIn(e)) {
        throw e;
      }
      return report(command, e);
    }
  }

  /** Spark writes checkpoints in threads of its own, and tries again with the next batch. */
  private static void warn(Thread thread, Throwable e) {
    if (e instanceof FSError) {
      LOG.warn("a file cannot be written: {}; make room", CommandException.rootCause(e));
    } else {
      LOG.error("a thread has failed: {}", thread.getName(), e);
    }
  }

  private static int report(Command command, Throwable e) {
    // A runner wraps what its workers throw.
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CommandException told) {
        System.err.println(command.name() + ": " + told.getMessage());
        if (told.exitCode() == CommandException.WRONG_USAGE) {
          System.err.printf(
              Locale.ROOT, "'bin/hydrobeam %s --help' lists the options.%n", command.name());
        }
        return told.exitCode();
      }
    }
    if (NativeLibraries.areMissingIn(e)) {
      System.err.println(command.name() + ": " + NativeLibraries.message(e));
      return CommandException.FAILED;
    }
    String reason = CommandException.rootCause(e);
    String unreachable = unreachable(e);
    if (unreachable != null) {
      System.err.printf(
          Locale.ROOT,
          "%s: HDFS at %s does not answer (%s); start it, then start this command again%n",
          command.name(),
          unreachable,
          reason);
      return CommandException.FAILED;
    }
    if (reason.contains(FULL)) {
      // Not the output's, whose writers tell of it themselves.
      System.err.printf(
          Locale.ROOT,
          "%s: a disk is full (%s), that of the checkpoint or of temporary files; make room there, or"
              + " name other directories, and start it again%n",
          command.name(),
          reason);
      return CommandException.FAILED;
    }
    // No mistake of the person who runs it, so whoever mends it needs the whole of it.
    LOG.error("the pipeline failed", e);
    System.err.printf(Locale.ROOT, "%s: the pipeline failed: %s%n", command.name(), reason);
    return CommandException.FAILED;
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
