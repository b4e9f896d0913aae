package io.hydrobeam.runners.spark.stream;

import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.runners.spark.checks.Master;
import io.hydrobeam.tables.StorageTrial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Check of the checkpoint directory: all executors reach the directory, only this user can read the
 * directory, and the disk is persistent. State of another build does no harm, since a run never
 * starts from the state of an earlier run.
 *
 * @param directory the parent of the directories of all runs
 * @param master the Spark master of the job
 * @param shortLived returns true for a local directory that other programs may clear
 */
public record CheckpointCheck(
    String directory, Master master, Predicate<java.nio.file.Path> shortLived) implements Check {
  @Override
  public String name() {
    return "checkpoint";
  }

  @Override
  public List<Finding> run() {
    var path = new Path(directory);
    try {
      FileSystem fileSystem = path.getFileSystem(new Configuration());
      FsPermission made =
          StorageTrial.of(fileSystem, path, trial -> makePrivate(fileSystem, trial));
      return made.toShort() == CheckpointDirectory.PRIVATE.toShort()
          ? findings(fileSystem, path)
          : List.of(
              Finding.failed(
                  "%s: a private directory has the permissions %s there, and the checkpoint may hold "
                      + "a password; name another file system by --checkpointDir",
                  directory, made));
    } catch (IOException | IllegalArgumentException e) {
      throw CheckpointDirectory.cannotMake(directory, e);
    }
  }

  private static FsPermission makePrivate(FileSystem fileSystem, Path trial) throws IOException {
    fileSystem.mkdirs(trial, CheckpointDirectory.PRIVATE);
    fileSystem.create(new Path(trial, "file"), true).close();
    return fileSystem.getFileStatus(trial).getPermission();
  }

  private List<Finding> findings(FileSystem fileSystem, Path path) throws IOException {
    var findings = new ArrayList<Finding>();
    if (fileSystem instanceof LocalFileSystem local) {
      if (!master.isLocal()) {
        findings.add(
            Finding.warn(
                "%s is on the disk of this machine, which other executors cannot reach; name a "
                    + "directory on HDFS by --checkpointDir",
                directory));
      }
      if (shortLived.test(local.pathToFile(path).toPath())) {
        findings.add(
            Finding.warn(
                "%s is in memory or may be cleared at any time; name another by --checkpointDir",
                directory));
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok("%s, for this user alone%s", directory, left(fileSystem, path)))
        : findings;
  }

  /**
   * Returns true for a directory in memory, or for a directory from which the system removes unused
   * files.
   */
  public static boolean isShortLived(java.nio.file.Path directory) {
    java.nio.file.Path there = directory;
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    try {
      return directory.startsWith("/tmp") || Files.getFileStore(there).type().equals("tmpfs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String left(FileSystem fileSystem, Path path) throws IOException {
    int abandoned = 0;
    int others = 0;
    for (FileStatus run : CheckpointDirectory.runs(fileSystem, path)) {
      if (CheckpointDirectory.isAbandoned(fileSystem, run)) {
        abandoned++;
      } else {
        others++;
      }
    }
    return (others == 0
            ? ""
            : String.format(Locale.ROOT, "; %d of runs at work or just ended", others))
        + (abandoned == 0
            ? ""
            : String.format(
                Locale.ROOT, "; %d abandoned, which the next start removes", abandoned));
  }
}
