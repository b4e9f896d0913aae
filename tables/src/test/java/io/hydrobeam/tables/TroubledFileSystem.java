package io.hydrobeam.tables;

import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** The local disk, on which something happens before each change: a test's kill -9, say. */
final class TroubledFileSystem extends FilterFileSystem {
  /** What happens before a change. */
  interface Trouble {
    void before(String change, Path path) throws IOException;

    /** What happens before what was written comes to the disk. */
    default void beforeFlush(Path path) throws IOException {}

    /** What happens before a file is looked at. */
    default void beforeStatus(Path path) throws IOException {}
  }

  /** The process is gone: nothing that it could catch, and nothing that it could do any more. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Trouble trouble;

  private TroubledFileSystem(FileSystem local, Trouble trouble) {
    super(local);
    this.trouble = trouble;
  }

  static Storage storage(StoredRows table, Trouble trouble) throws IOException {
    return storage(table, table.incoming(), trouble);
  }

  static Storage storage(StoredRows table, Incoming incoming, Trouble trouble) throws IOException {
    var local = new RawLocalFileSystem();
    local.initialize(URI.create("file:///"), new Configuration());
    return new Storage(new TroubledFileSystem(local, trouble), new Path(table.uri()), incoming);
  }

  /** Lets so many changes happen and no more. */
  static Trouble killAfter(int changes) {
    var done = new AtomicInteger();
    return (change, path) -> {
      if (done.getAndIncrement() >= changes) {
        throw new Killed();
      }
    };
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    trouble.beforeStatus(path);
    return super.getFileStatus(path);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    trouble.before("rename", from);
    if (!super.exists(to.getParent())) {
      // Hadoop's local one would make the directory and copy the file; a real rename fails.
      throw new FileNotFoundException(to.getParent().toString());
    }
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    trouble.before("delete", path);
    return super.delete(path, recursive);
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    trouble.before("mkdirs", path);
    return super.mkdirs(path);
  }

  @Override
  @SuppressWarnings("rawtypes") // as the method that it overrides
  public FSDataOutputStreamBuilder createFile(Path path) {
    return createDataOutputStreamBuilder(this, path).create().overwrite(true);
  }

  @Override
  public FSDataOutputStream createNonRecursive(
      Path path,
      FsPermission permission,
      EnumSet<CreateFlag> flags,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    trouble.before("create", path);
    FSDataOutputStream file =
        super.createNonRecursive(
            path, permission, flags, bufferSize, replication, blockSize, progress);
    return new FSDataOutputStream(
        new FilterOutputStream(file) {
          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            file.write(bytes, from, length);
          }

          @Override
          public void flush() throws IOException {
            trouble.beforeFlush(path);
            file.flush();
          }
        },
        null);
  }
}
