package io.hydrobeam.tables;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of baselines, on HDFS or on the local disk. */
public final class Baselines {
  private Baselines() {}

  /**
   * Writes a file whole: under another name first, then renamed.
   *
   * @throws UserException if it cannot be written, with the remedy; an older one of that name is
   *     still there then
   */
  public static void write(String file, String text) {
    try {
      var path = new Path(file);
      FileSystem fileSystem = Storage.fileSystem(path);
      var incoming = new Path(path.getParent(), "." + path.getName() + ".incoming");
      try {
        write(fileSystem, incoming, path, text);
      } finally {
        fileSystem.delete(incoming, false);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw UserException.failed(
          "cannot write %s (%s); free disk space, grant write access, or name another file by "
              + "--output",
          file, UserException.rootCause(e));
    }
  }

  private static void write(FileSystem fileSystem, Path incoming, Path path, String text)
      throws IOException {
    if (path.getParent() != null) {
      fileSystem.mkdirs(path.getParent());
    }
    try (OutputStream out = fileSystem.create(incoming, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Storage.rename(fileSystem, incoming, path);
  }
}
