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
 * Checkpoint directory of one run. Each run has its own directory, since another run may be active.
 * The name is a UUID, which identifies the directories left by killed runs.
 *
 * @param path the directory, as a URI
 */
public record CheckpointDirectory(String path) {
  public static final FsPermission PRIVATE = new FsPermission("700");
  private static final long ABANDONED_AFTER_MILLIS = 3_600_000;

  /**
   * Creates a directory that only this user can access, since the graph in the checkpoint holds the
   * passwords of Kafka and a database. Also removes the directories of killed runs. Resuming from
   * an old checkpoint would lose samples. Spark recovers sources and state from different batches.
   * A repeated batch also reads for a certain time, so it reads other records than the first
   * attempt. Kafka has all records, and no row is duplicated.
   *
   * @param parent the directory of all runs; other files in this directory are kept
   * @throws UserException if the directory cannot be created, or an old directory cannot be removed
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

  /** Returns the error for a directory that cannot be created. */
  public static UserException cannotMake(String directory, Exception reason) {
    return UserException.failed(
        "cannot create the checkpoint directory %s (%s); name another by --checkpointDir",
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

  /**
   * Returns the directories of runs below a parent, which may be missing or contain other files.
   */
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

  /** Returns true for the directory of a killed run. The next start removes such a directory. */
  public static boolean isAbandoned(FileSystem fileSystem, FileStatus run) throws IOException {
    return lastTouched(fileSystem, run) < System.currentTimeMillis() - ABANDONED_AFTER_MILLIS;
  }

  /**
   * Returns the time of the last change. An active run changes the subdirectories of its directory
   * in each batch.
   */
  private static long lastTouched(FileSystem fileSystem, FileStatus run) throws IOException {
    long last = run.getModificationTime();
    for (FileStatus part : fileSystem.listStatus(run.getPath())) {
      last = Math.max(last, part.getModificationTime());
    }
    return last;
  }

  /**
   * Removes the directory at the end of its run.
   *
   * @throws UserException if the directory cannot be removed
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
