package io.hydrobeam.tables;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The local disk without what Hadoop's own does to it: no checksum files between the Parquet files,
 * and permissions as the process's umask has them, where Hadoop starts a {@code chmod} for every
 * file and directory that it makes; and a full disk is an exception like any other, where Hadoop
 * makes an error of it, of the kind that nobody catches.
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
