package io.hydrobeam.tables;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The note in an output directory whose tables tell the case of rigs' names in their files. An
 * older output has none: its files keep their names, since a row that is written again under
 * another name would be there twice.
 */
final class CaseMarker {
  private static final String NOTE = "_case";

  private CaseMarker() {}

  /**
   * Leaves the note in an output that has no tables yet.
   *
   * @throws UserException if the output cannot be read or written
   */
  static void leaveIfNew(String output) {
    try {
      var path = new Path(output);
      FileSystem fileSystem = Storage.fileSystem(path);
      if (new FileTree(fileSystem, path).directories("", "", "year=").isEmpty()) {
        fileSystem.create(new Path(path, NOTE), true).close();
      }
    } catch (IOException | IllegalArgumentException e) {
      throw OutputDirectory.cannotWrite(output, e);
    }
  }

  /** Returns whether an output has the note. */
  static boolean isAt(FileSystem fileSystem, Path output) throws IOException {
    return fileSystem.exists(new Path(output, NOTE));
  }
}
