package io.hydrobeam.cli;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Atomic writer of a local file: the file is complete or absent. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes a text file, replacing an older one. Creates missing directories.
   *
   * @param option option that names the file or its directory, for the error message
   * @throws UserException if the file cannot be written, with the remedy
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
          "cannot write %s (%s); free disk space, grant write access, or name another place "
              + "by --%s",
          file, UserException.rootCause(e), option);
    }
  }
}
