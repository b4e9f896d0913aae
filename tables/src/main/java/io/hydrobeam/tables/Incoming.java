package io.hydrobeam.tables;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The directory in which a job makes files before they get their names. It lies beside the tables
 * and on their file system: no reader of a table finds a file that is not whole, and one rename
 * puts a file in its place. Workers never make the directory: where it is gone, the run must not
 * write any more.
 *
 * @param directory the directory, as a URI
 */
public record Incoming(String directory) implements Serializable {
  private static final String SUFFIX = ".tmp";

  /** Checks that the directory has a name. */
  public Incoming {
    requireNonNull(directory, "directory");
  }

  /**
   * Makes a directory for a job without a {@link WriteLease}, and removes what killed runs of the
   * same job left. No two runs of it may work at the same time.
   *
   * @param output the directory that holds the tables
   * @param job the name of the job; it has no effect on directories of other jobs
   * @param tables the names of the tables that the job writes
   * @throws io.hydrobeam.common.UserException if a file cannot be made or removed there
   */
  static Incoming begin(String output, String job, List<String> tables) {
    try {
      var path = new Path(output);
      FileSystem fileSystem = Storage.fileSystem(path);
      var all = new IncomingDirectories(fileSystem, path, job);
      Path own = all.make(UUID.randomUUID().toString());
      all.removeAllBut(own);
      all.removeFormerPlaces(tables);
      return new Incoming(own.toString());
    } catch (IOException | IllegalArgumentException e) {
      throw OutputDirectory.cannotWrite(output, e);
    }
  }

  /** A name for a new file, which no reader of Parquet takes for one. */
  Path newFile() {
    return new Path(directory, UUID.randomUUID() + SUFFIX);
  }
}
