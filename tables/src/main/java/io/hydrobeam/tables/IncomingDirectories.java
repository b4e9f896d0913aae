package io.hydrobeam.tables;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The directories of {@link Incoming} files of one job: one for each run that is at work. */
final class IncomingDirectories {
  static final String NAME = ".incoming";
  private static final String REMOVED = "removed-";
  private static final String RUN = "-(\\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})";

  private static final Pattern EPOCH = Pattern.compile("\\d{1,18}");

  private final FileSystem fileSystem;
  private final Path output;
  private final Path all;
  private final String job;
  private final Pattern ofJob;

  IncomingDirectories(FileSystem fileSystem, Path output, String job) {
    this.fileSystem = fileSystem;
    this.output = output;
    this.all = new Path(output, NAME);
    this.job = job;
    this.ofJob = Pattern.compile(Pattern.quote(job) + RUN);
  }

  /** The directory of a run. */
  Path of(String run) {
    return new Path(all, job + "-" + run);
  }

  /** Makes the directory of a run. */
  Path make(String run) throws IOException {
    Path directory = of(run);
    if (!fileSystem.mkdirs(directory)) {
      throw new IOException("cannot make the directory " + directory);
    }
    return directory;
  }

  /**
   * Removes the directories of the job's other runs. Each is renamed first: from that moment on, no
   * rename out of it succeeds, and no file can be made in it.
   */
  void removeAllBut(Path own) throws IOException {
    removeIf(run -> !of(run).equals(own));
  }

  /** Removes the directories of older epochs only. */
  void removeOlderThan(long epoch) throws IOException {
    removeIf(run -> !EPOCH.matcher(run).matches() || Long.parseLong(run) < epoch);
  }

  private void removeIf(Predicate<String> ofRun) throws IOException {
    for (FileStatus child : children(fileSystem, all)) {
      Path path = child.getPath();
      Matcher name = ofJob.matcher(path.getName());
      if (path.getName().startsWith(REMOVED) || child.isFile()) {
        fileSystem.delete(path, true);
      } else if (name.matches() && ofRun.test(name.group(1))) {
        remove(path);
      }
    }
  }

  /** Removes a directory; one that is gone stays so. */
  void remove(Path directory) throws IOException {
    var removed = new Path(all, REMOVED + UUID.randomUUID());
    try {
      if (fileSystem.rename(directory, removed)) {
        fileSystem.delete(removed, true);
        return;
      }
    } catch (FileNotFoundException e) {
      return;
    }
    if (fileSystem.exists(directory)) {
      throw new IOException("cannot remove the directory " + directory);
    }
  }

  /** Removes files that older versions left inside the tables. */
  void removeFormerPlaces(List<String> tables) throws IOException {
    for (String table : tables) {
      fileSystem.delete(new Path(output, table + "/" + NAME), true);
    }
  }

  /** Returns the entries of a directory; none if the directory does not exist. */
  static List<FileStatus> children(FileSystem fileSystem, Path directory) throws IOException {
    try {
      return List.of(fileSystem.listStatus(directory));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
