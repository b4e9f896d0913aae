package io.hydrobeam.sandbox.server;

/**
 * A command cannot go on for a reason that its user can remove: the message says in whole sentences
 * what is wrong and what to do. It is printed without a stack trace, and the exit code is 1.
 */
public final class FailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with a message for the user. */
  public FailedException(String message) {
    super(message);
  }

  /** A failure with a message for the user, and what brought it about. */
  public FailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
