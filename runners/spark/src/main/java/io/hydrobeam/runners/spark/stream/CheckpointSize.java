package io.hydrobeam.runners.spark.stream;

import io.hydrobeam.pipeline.backend.Checkpoint;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads size and age of the checkpoint of a run. */
final class CheckpointSize {
  private static final int LEVELS = 2;

  private CheckpointSize() {}

  /**
   * Reads the state of a checkpoint directory.
   *
   * @return empty if there is no checkpoint yet, or if files vanished during the read
   */
  static Optional<Checkpoint> of(String directory) throws IOException {
    var path = new Path(directory);
    try {
      FileSystem fileSystem = path.getFileSystem(new Configuration());
      long bytes = fileSystem.getContentSummary(path).getLength();
      return Optional.of(new Checkpoint(bytes, lastWritten(fileSystem, path, LEVELS)));
    } catch (FileNotFoundException e) {
      // Spark removes old state at any time. The next call will succeed.
      return Optional.empty();
    }
  }

  /**
   * Returns the time of the last change. A new file changes the directory of its RDD, so files
   * below need not be read.
   */
  private static long lastWritten(FileSystem fileSystem, Path path, int levels) throws IOException {
    long last = 0;
    for (FileStatus child : fileSystem.listStatus(path)) {
      last = Math.max(last, child.getModificationTime());
      if (child.isDirectory() && levels > 1) {
        last = Math.max(last, lastWritten(fileSystem, child.getPath(), levels - 1));
      }
    }
    return last;
  }
}
