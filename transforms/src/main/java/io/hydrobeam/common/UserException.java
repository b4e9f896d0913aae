package io.hydrobeam.common;

import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * An error with a message for the user, which names the thing and the remedy. The command line
 * prints the message without a stack trace.
 */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Whose mistake it is. */
  public enum Kind {
    /** The input is wrong, such as an option or a file that an option names. */
    INVALID,
    /** The input is right, and the work failed. */
    FAILED
  }

  private UserException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** An error of the work, with a message in the form of {@link String#format}. */
  public static UserException failed(String message, Object... arguments) {
    return new UserException(Kind.FAILED, String.format(Locale.ROOT, message, arguments));
  }

  /** An error of the input, with a message in the form of {@link String#format}. */
  public static UserException invalid(String message, Object... arguments) {
    return new UserException(Kind.INVALID, String.format(Locale.ROOT, message, arguments));
  }

  /** Whose mistake it is. */
  public Kind kind() {
    return kind;
  }

  /** The first line of the innermost cause's message, for the middle of a sentence. */
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
