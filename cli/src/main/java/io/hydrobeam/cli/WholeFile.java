package io.hydrobeam.cli;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file on the local disk that is there whole or not at all. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a text, in place of an older file of that name; directories are made as needed.
   *
   * @param option the option that names the file or its directory, for the message
   * @throws UserException if it cannot be written, with the remedy
   */
  public static void write(Path file, String text, String option) {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      Path incoming = target.resolveSibling("." + target.getFileName() + ".incoming");
      try {
        Files.writeString(incoming, text);
        Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(incoming);
      }
    } catch (IOException e) {
      throw UserException.failed(
          "cannot write %s (%s); make room or give the right to write there, or name another place"
              + " by --%s",
          file, UserException.rootCause(e), option);
    }
  }
}
