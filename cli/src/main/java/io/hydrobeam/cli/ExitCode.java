package io.hydrobeam.cli;

import io.hydrobeam.common.UserException;

/** Exit codes of all commands. */
public final class ExitCode {
  /** The command succeeded. */
  public static final int DONE = 0;

  /** The command was valid, but failed while running. */
  public static final int FAILED = 1;

  /** The command was invalid, such as an unknown option. */
  public static final int WRONG_USAGE = 2;

  private ExitCode() {}

  /** Returns the exit code of a command that ended with this error. */
  public static int of(UserException e) {
    return e.kind() == UserException.Kind.INVALID ? WRONG_USAGE : FAILED;
  }
}
