package io.hydrobeam.tables;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.baseline.BaselineFile;
import io.hydrobeam.baseline.BaselineFile.BaselineException;
import io.hydrobeam.common.UserException;
import io.hydrobeam.model.RigConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of baselines, on HDFS or on the local disk. */
public final class Baselines {
  private Baselines() {}

  /**
   * The baseline of a file, checked against the rig that it is for.
   *
   * @throws UserException if there is none, or it does not fit, with the remedy
   */
  public static Baseline read(String file, RigConfig rig) {
    try {
      var path = new Path(file);
      String text;
      try (InputStream in = Storage.fileSystem(path).open(path)) {
        text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      Baseline baseline = BaselineFile.read(file, text);
      List<String> misfits = baseline.misfits(rig);
      if (!misfits.isEmpty()) {
        throw UserException.invalid(
            "--baseline=%s does not fit the rig:%n%s",
            file, String.join(System.lineSeparator(), misfits));
      }
      return baseline;
    } catch (BaselineException e) {
      throw UserException.invalid("%s", e.getMessage());
    } catch (IOException | IllegalArgumentException e) {
      throw UserException.invalid(
          "--baseline names a file that cannot be read: %s (%s); bin/hydrobeam baseline writes one",
          file, UserException.rootCause(e));
    }
  }

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
          "cannot write %s (%s); make room or give the right to write there, or name another file"
              + " by --output",
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
