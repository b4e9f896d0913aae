package io.hydrobeam.batch.dataset;

import io.hydrobeam.common.UserException;
import io.hydrobeam.tables.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Working directory beside the output of an export, with a unique name. A complete data set is
 * published by a rename; an incomplete one is removed. The final name never shows a partial data
 * set.
 */
final class DatasetDirectory implements Closeable {
  private final String output;
  private final FileSystem fileSystem;
  private final Path target;
  private final Path unfinished;

  private DatasetDirectory(String output, FileSystem fileSystem, Path target) {
    this.output = output;
    this.fileSystem = fileSystem;
    this.target = target;
    this.unfinished = sibling("unfinished");
  }

  /**
   * Creates the working directory of a data set.
   *
   * @throws UserException if the output exists and must not be replaced, or cannot be written
   */
  static DatasetDirectory create(String output, boolean overwrite) {
    try {
      var named = new Path(output);
      FileSystem fileSystem = Storage.fileSystem(named);
      Path target = fileSystem.makeQualified(named);
      if (target.isRoot()) {
        throw UserException.invalid("--output takes a directory that can be made, not %s", output);
      }
      if (fileSystem.exists(target)) {
        refuse(fileSystem, target, output, overwrite);
      }
      var directory = new DatasetDirectory(output, fileSystem, target);
      fileSystem.mkdirs(directory.data());
      fileSystem.mkdirs(DatasetJob.cycles(directory.work()));
      fileSystem.mkdirs(DatasetJob.problems(directory.work()));
      return directory;
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(output, e);
    }
  }

  /** Returns the error for an output that cannot be written. */
  static UserException cannotWrite(String output, Exception e) {
    return UserException.failed(
        "cannot write the data set to %s (%s); make room, start the file system or make the"
            + " directory writable, or name another by --output",
        output, UserException.rootCause(e));
  }

  private static void refuse(FileSystem fileSystem, Path target, String output, boolean overwrite)
      throws IOException {
    boolean dataset = fileSystem.exists(new Path(target, Manifest.FILE));
    if (!overwrite) {
      throw UserException.failed(
          "%s is there already; name another by --output%s",
          output, dataset ? ", or replace it by --overwrite" : "");
    } else if (!dataset) {
      throw UserException.failed(
          "--output=%s exists and is not an exported data set. Name another directory", output);
    }
  }

  /** Returns the output directory as the user has named it. */
  String output() {
    return output;
  }

  /** Returns the directory for the files of the data set. */
  Path data() {
    return new Path(unfinished, "data");
  }

  /** Returns the directory for the intermediate files of the pipeline. */
  Path work() {
    return new Path(unfinished, "work");
  }

  /** Renames the data set to its final name. A previous data set of this name is removed. */
  void publish() throws IOException {
    Path old = sibling("old");
    boolean replaces = fileSystem.exists(target);
    if (replaces) {
      rename(target, old);
    }
    try {
      rename(data(), target);
    } catch (IOException e) {
      if (replaces) {
        rename(old, target);
      }
      throw e;
    }
    fileSystem.delete(old, true);
  }

  /** Removes all files that are not part of a finished data set. */
  @Override
  public void close() throws IOException {
    fileSystem.delete(unfinished, true);
  }

  private void rename(Path from, Path to) throws IOException {
    if (!fileSystem.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }

  private Path sibling(String what) {
    return new Path(
        target.getParent(), "." + target.getName() + "." + what + "-" + UUID.randomUUID());
  }
}
