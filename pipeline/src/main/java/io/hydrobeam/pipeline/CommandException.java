package io.hydrobeam.pipeline;

import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * What a person who runs a command must be told: one message that names the thing and the remedy,
 * and the exit code. It is printed without a stack trace.
 */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private final int exitCode;

  private CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The command was right and failed while it ran: exit code 1. */
  public static CommandException failed(String message, Object... arguments) {
    return new CommandException(FAILED, String.format(Locale.ROOT, message, arguments));
  }

  /** The command was wrong: exit code 2. */
  public static CommandException usage(String message, Object... arguments) {
    return new CommandException(WRONG_USAGE, String.format(Locale.ROOT, message, arguments));
  }

  /** 1 or 2. */
  public int exitCode() {
    return exitCode;
  }

  /** The message of the innermost cause, for the middle of a sentence. */
  public static String rootCause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    if (cause instanceof NoSuchFileException absent) {
      return "there is no file " + absent.getFile();
    }
    return cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getMessage().lines().findFirst().orElse("");
  }
}
