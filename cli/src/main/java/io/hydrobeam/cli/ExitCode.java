package io.hydrobeam.cli;

import io.hydrobeam.common.UserException;

/** The exit codes of all commands. */
public final class ExitCode {
  /** The command did its work. */
  public static final int DONE = 0;

  /** The command was right, and failed while it ran. */
  public static final int FAILED = 1;

  /** The command was wrong, such as an unknown option. */
  public static final int WRONG_USAGE = 2;

  private ExitCode() {}

  /** The exit code of a command that ended by this error. */
  public static int of(UserException e) {
    return e.kind() == UserException.Kind.INVALID ? WRONG_USAGE : FAILED;
  }
}
