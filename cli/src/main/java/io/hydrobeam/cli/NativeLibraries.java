package io.hydrobeam.cli;

import com.github.luben.zstd.util.Native;
import io.hydrobeam.common.UserException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyError;

/**
 * The native code of Snappy, which compresses the tables, and of Zstandard, in which records may be
 * compressed. Both unpack a shared library into the directory for temporary files and load it from
 * there, so that directory must not be mounted {@code noexec}.
 */
public final class NativeLibraries {
  /** What the message of a failed task on another machine holds, whose causes are only text. */
  private static final List<String> TRACES =
      List.of("UnsatisfiedLinkError", "SnappyError", "org.xerial.snappy", "luben.zstd");

  private NativeLibraries() {}

  /**
   * Loads them.
   *
   * @throws UserException with the directory and the remedy, if one cannot be loaded
   */
  public static void load() {
    try {
      Snappy.maxCompressedLength(1);
      Native.load();
    } catch (LinkageError | SnappyError e) {
      throw UserException.failed("%s", message(e));
    }
  }

  /** Whether a failure comes of native code that could not be loaded, here or in a task. */
  static boolean areMissingIn(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause ->
                cause instanceof UnsatisfiedLinkError
                    || cause instanceof SnappyError
                    || TRACES.stream().anyMatch(String.valueOf(cause.getMessage())::contains));
  }

  /** What a person is told of such a failure. */
  static String message(Throwable failure) {
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
