package io.hydrobeam.common;

import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * Error with a message for the user, which names the problem and the remedy. The command line
 * prints the message without a stack trace.
 */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Causes of errors. */
  public enum Kind {
    /** Invalid input, such as an option or a file named by an option. */
    INVALID,
    /** Failed work despite valid input. */
    FAILED
  }

  private UserException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /**
   * Returns an error of kind {@code FAILED}, with a message in the format of {@link String#format}.
   */
  public static UserException failed(String message, Object... arguments) {
    return new UserException(Kind.FAILED, String.format(Locale.ROOT, message, arguments));
  }

  /**
   * Returns an error of kind {@code INVALID}, with a message in the format of {@link
   * String#format}.
   */
  public static UserException invalid(String message, Object... arguments) {
    return new UserException(Kind.INVALID, String.format(Locale.ROOT, message, arguments));
  }

  /** Returns an error of a kind, with a message in the format of {@link String#format}. */
  public static UserException of(Kind kind, String message, Object... arguments) {
    return new UserException(kind, String.format(Locale.ROOT, message, arguments));
  }

  public Kind kind() {
    return kind;
  }

  /** Returns the first line of the innermost cause's message, for use inside a sentence. */
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
