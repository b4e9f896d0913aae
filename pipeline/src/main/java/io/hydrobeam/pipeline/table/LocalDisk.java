package io.hydrobeam.pipeline.table;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The local disk without what Hadoop's own does to it: no checksum files between the Parquet files,
 * and permissions as the process's umask has them, where Hadoop starts a {@code chmod} for every
 * file and directory that it makes.
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
}
