package io.hydrobeam.kafka;

import com.github.luben.zstd.util.Native;
import io.hydrobeam.common.UserException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyError;

/**
 * Native libraries of Snappy, which compresses the tables, and of Zstandard, which may compress
 * Kafka records. Both unpack a shared library into the directory for temporary files and load the
 * library from there. The directory must not be mounted {@code noexec}.
 */
public final class NativeLibraries {
  /**
   * Texts in the message of a failed task on another machine, whose causes are available only as
   * text.
   */
  private static final List<String> TRACES =
      List.of("UnsatisfiedLinkError", "SnappyError", "org.xerial.snappy", "luben.zstd");

  private NativeLibraries() {}

  /**
   * Loads the native libraries.
   *
   * @throws UserException with the directory and the remedy, if a library cannot be loaded
   */
  public static void load() {
    try {
      Snappy.maxCompressedLength(1);
      Native.load();
    } catch (LinkageError | SnappyError e) {
      throw UserException.failed("%s", message(e));
    }
  }

  /**
   * Returns the message for the user if a failure was caused by a missing native library, here or
   * in a task; empty for other failures.
   */
  public static Optional<String> explain(Throwable failure) {
    return areMissingIn(failure) ? Optional.of(message(failure)) : Optional.empty();
  }

  private static boolean areMissingIn(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause ->
                cause instanceof UnsatisfiedLinkError
                    || cause instanceof SnappyError
                    || TRACES.stream().anyMatch(String.valueOf(cause.getMessage())::contains));
  }

  private static String message(Throwable failure) {
    return String.format(
        Locale.ROOT,
        "native code for compression cannot be loaded from java.io.tmpdir=%s (%s). Is the directory mounted noexec, full or absent? Name another one: JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR; for executors of Spark in spark.executor.extraJavaOptions",
        System.getProperty("java.io.tmpdir"),
        UserException.rootCause(failure));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
