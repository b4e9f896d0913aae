package io.hydrobeam.sandbox.server;

/**
 * Failure of a command for a reason that the user can fix. The message states the error and the
 * remedy in whole sentences. The message is printed without a stack trace, and the exit code is 1.
 */
public final class FailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates a failure with a message for the user. */
  public FailedException(String message) {
    super(message);
  }

  /** Creates a failure with a message for the user and a cause. */
  public FailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
