package io.hydrobeam.runners.spark.stream;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Where a run keeps its state: a directory of its own, since another run may be at work, with a
 * UUID as its name, by which those that killed runs left are known.
 *
 * @param path the directory, as a URI
 */
public record CheckpointDirectory(String path) {
  public static final FsPermission PRIVATE = new FsPermission("700");
  private static final long ABANDONED_AFTER_MILLIS = 3_600_000;

  /**
   * Makes one for this user alone, since the graph is kept there, with the passwords of a database
   * and of Kafka; and removes what killed runs left beside it. To go on from that would lose
   * samples: Spark recovers sources and state from different batches, and a batch that is run again
   * reads by time, and so not the same records. Kafka has them all, and no row becomes double.
   *
   * @param parent the directory of all runs; what else it holds stays
   * @throws UserException if it cannot be made, or what is left not be removed
   */
  public static CheckpointDirectory makeBelow(String parent) {
    var directory = new CheckpointDirectory(parent + "/" + UUID.randomUUID());
    try {
      var path = new Path(directory.path);
      removeAbandoned(parent);
      // The local file system reports most failures by its result alone.
      if (!path.getFileSystem(new Configuration()).mkdirs(path, PRIVATE)) {
        throw new IOException("the file system refuses it");
      }
    } catch (IOException | IllegalArgumentException e) {
      throw cannotMake(directory.path, e);
    }
    return directory;
  }

  /** What to say of a directory that cannot be made. */
  public static UserException cannotMake(String directory, Exception reason) {
    return UserException.failed(
        "cannot make the checkpoint directory %s (%s); name another by --checkpointDir",
        directory, UserException.rootCause(reason));
  }

  private static void removeAbandoned(String parent) {
    var path = new Path(parent);
    try {
      FileSystem fileSystem = path.getFileSystem(new Configuration());
      for (FileStatus run : runs(fileSystem, path)) {
        if (isAbandoned(fileSystem, run)) {
          fileSystem.delete(run.getPath(), true);
        }
      }
    } catch (IOException e) {
      throw cannotRemove(parent, e);
    }
  }

  /** The directories of runs in that of all, which need not exist; others may lie beside them. */
  public static List<FileStatus> runs(FileSystem fileSystem, Path parent) throws IOException {
    return fileSystem.exists(parent)
        ? Stream.of(fileSystem.listStatus(parent)).filter(CheckpointDirectory::isOfARun).toList()
        : List.of();
  }

  private static boolean isOfARun(FileStatus child) {
    String name = child.getPath().getName();
    try {
      return child.isDirectory() && UUID.fromString(name).toString().equals(name);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a run's directory is that of one that was killed, which the next start removes. */
  public static boolean isAbandoned(FileSystem fileSystem, FileStatus run) throws IOException {
    return lastTouched(fileSystem, run) < System.currentTimeMillis() - ABANDONED_AFTER_MILLIS;
  }

  /** A run at work changes the directories in its own with each batch. */
  private static long lastTouched(FileSystem fileSystem, FileStatus run) throws IOException {
    long last = run.getModificationTime();
    for (FileStatus part : fileSystem.listStatus(run.getPath())) {
      last = Math.max(last, part.getModificationTime());
    }
    return last;
  }

  /**
   * Removes it, at the end of its run.
   *
   * @throws UserException if it cannot be removed
   */
  public void remove() {
    var directory = new Path(path);
    try {
      directory.getFileSystem(new Configuration()).delete(directory, true);
    } catch (IOException e) {
      throw cannotRemove(path, e);
    }
  }

  private static UserException cannotRemove(String directory, IOException e) {
    return UserException.failed(
        "cannot remove an old checkpoint at %s (%s); remove it by hand, or name another directory"
            + " by --checkpointDir",
        directory, UserException.rootCause(e));
  }
}
