package io.hydrobeam.tables;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explanations of failures of a file system for the user. */
public final class StorageFailures {
  /** Message of the operating system for a full disk. */
  private static final String FULL = "No space left on device";

  /** Message of Hadoop for a connection that fails or times out. */
  private static final Pattern CALL = Pattern.compile("^Call From \\S+ to (\\S+:\\d+) failed on ");

  private StorageFailures() {}

  /**
   * Returns the message for the user if a failure was caused by a NameNode that does not answer or
   * by a full disk; empty for other failures.
   */
  public static Optional<String> explain(Throwable failure) {
    String reason = UserException.rootCause(failure);
    Optional<String> unreachable = unreachable(failure);
    if (unreachable.isPresent()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "HDFS at %s does not answer (%s); start it, then start this command again",
              unreachable.get(),
              reason));
    }
    // Writers of the output report a full disk themselves. This is another disk.
    return reason.contains(FULL)
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "a disk is full (%s), that of the checkpoint or of temporary files; make room"
                    + " there, or name other directories, and start it again",
                reason))
        : Optional.empty();
  }

  /** Returns HOST:PORT of a NameNode that could not be reached, as Hadoop names it. */
  private static Optional<String> unreachable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Matcher call = CALL.matcher(String.valueOf(cause.getMessage()));
      if (cause instanceof IOException && call.find()) {
        return Optional.of(call.group(1));
      }
    }
    return Optional.empty();
  }
}
