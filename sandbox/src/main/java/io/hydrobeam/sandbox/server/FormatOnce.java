package io.hydrobeam.sandbox.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/**
 * Prepares a server's directory the first time that it is used. The work is done under another name
 * and renamed when whole, so that a start which is cut short leaves nothing that looks formatted.
 */
final class FormatOnce {
  /** Writes what a server expects to find in an empty directory. */
  @FunctionalInterface
  interface Format {
    void into(Path directory) throws Exception;
  }

  private FormatOnce() {}

  /** Has the directory written by the format unless it exists. */
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
