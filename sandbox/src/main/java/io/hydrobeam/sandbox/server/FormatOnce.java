package io.hydrobeam.sandbox.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/**
 * Formats the directory of a server on first use. The format runs under a temporary name, and the
 * result is renamed. An interrupted start therefore leaves no directory that looks formatted.
 */
final class FormatOnce {
  /** Writes the files that a server expects into an empty directory. */
  @FunctionalInterface
  interface Format {
    void into(Path directory) throws Exception;
  }

  private FormatOnce() {}

  /** Formats the directory unless it exists. */
  static void format(Path directory, Format format) throws Exception {
    if (Files.exists(directory)) {
      return;
    }
    Path unfinished = directory.resolveSibling(directory.getFileName() + ".unfinished");
    clear(unfinished);
    format.into(unfinished);
    Files.move(unfinished, directory);
  }

  private static void clear(Path directory) throws IOException {
    FileUtils.deleteDirectory(directory.toFile());
    Files.createDirectories(directory);
  }
}
