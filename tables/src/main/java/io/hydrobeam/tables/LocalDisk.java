package io.hydrobeam.tables;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The local disk without the side effects of Hadoop's own class. There are no checksum files beside
 * Parquet files. Permissions follow the umask of the process, while Hadoop starts a {@code chmod}
 * for every file and directory. A full disk is reported by an exception, while Hadoop throws an
 * error.
 */
final class LocalDisk extends RawLocalFileSystem {
  private LocalDisk() {}

  static LocalDisk open(Configuration configuration) throws IOException {
    var disk = new LocalDisk();
    disk.initialize(disk.getUri(), configuration);
    return disk;
  }

  @Override
  public void setPermission(Path path, FsPermission permission) {
    // Left to the umask.
  }

  @Override
  protected OutputStream createOutputStreamWithMode(
      Path path, boolean append, FsPermission permission) throws IOException {
    return new FileOutputStream(pathToFile(path), append);
  }
}
