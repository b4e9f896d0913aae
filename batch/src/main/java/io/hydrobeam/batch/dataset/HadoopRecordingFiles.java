package io.hydrobeam.batch.dataset;

import io.hydrobeam.common.UserException;
import io.hydrobeam.recordings.RecordingFiles;
import io.hydrobeam.tables.Storage;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Files of a directory on HDFS or on the local disk.
 *
 * @param fileSystem the file system of the directory
 * @param directory the directory
 */
record HadoopRecordingFiles(FileSystem fileSystem, Path directory) implements RecordingFiles {
  /** Returns the files in a directory. */
  static RecordingFiles in(Path directory) throws IOException {
    return new HadoopRecordingFiles(Storage.fileSystem(directory), directory);
  }

  @Override
  public String path(String name) {
    return name.isEmpty() ? directory.toString() : new Path(directory, name).toString();
  }

  @Override
  public boolean exists(String name) throws IOException {
    return fileSystem.exists(new Path(directory, name));
  }

  @Override
  public InputStream open(String name) throws IOException {
    return fileSystem.open(new Path(directory, name));
  }

  @Override
  public UserException.Kind kind() {
    return UserException.Kind.FAILED;
  }
}
