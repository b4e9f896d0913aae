package io.hydrobeam.pipeline.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.pipeline.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Does once in a directory what a stream needs, and leaves it as it was, absent if it was absent.
 */
public final class StorageTrial {
  private static final String FILE = "file";

  private final FileSystem fileSystem;
  private final Path root;

  private StorageTrial(FileSystem fileSystem, Path root) {
    this.fileSystem = fileSystem;
    this.root = root;
  }

  /**
   * What is tried.
   *
   * @param <T> what comes out
   */
  public interface Trial<T> {
    /** Tries it in a directory of its own, which does not exist yet. */
    T in(Path directory) throws IOException;
  }

  /**
   * Writes a file of a table, puts another in its place, reads it back and deletes it.
   *
   * @return how many bytes are free there
   * @throws CommandException if not all of it works, with the reason and the remedy
   */
  public static long of(String root) {
    try {
      var path = new Path(root);
      FileSystem fileSystem = Storage.fileSystem(path);
      return of(fileSystem, path, directory -> replace(fileSystem, directory));
    } catch (IOException | IllegalArgumentException e) {
      throw Storage.cannotWrite(root, e);
    }
  }

  /** Tries something below a directory. */
  public static <T> T of(FileSystem fileSystem, Path root, Trial<T> trial) throws IOException {
    return new StorageTrial(fileSystem, root).run(trial);
  }

  private <T> T run(Trial<T> trial) throws IOException {
    Deque<Path> absent = absent();
    var directory = new Path(root, ".doctor-" + UUID.randomUUID());
    try {
      return trial.in(directory);
    } finally {
      fileSystem.delete(directory, true);
      removeUnlessUsed(absent);
    }
  }

  private static long replace(FileSystem fileSystem, Path directory) throws IOException {
    var storage = new Storage(fileSystem, directory);
    storage.place(FILE, incoming -> write(fileSystem, incoming, "first"));
    storage.place(FILE, incoming -> write(fileSystem, incoming, "second"));
    String there = read(fileSystem, new Path(directory, FILE));
    if (!there.equals("second")) {
      throw new IOException("a file that took the place of another reads '" + there + "'");
    }
    return fileSystem.getStatus(directory).getRemaining();
  }

  /** The directories that are not there yet, the innermost first. */
  private Deque<Path> absent() throws IOException {
    var absent = new ArrayDeque<Path>();
    for (Path path = root; path != null && !fileSystem.exists(path); path = path.getParent()) {
      absent.add(path);
    }
    return absent;
  }

  /** A stream may have begun to write there in the meantime. */
  private void removeUnlessUsed(Deque<Path> made) throws IOException {
    for (Path path : made) {
      if (!fileSystem.exists(path) || fileSystem.listStatus(path).length > 0) {
        return;
      }
      fileSystem.delete(path, false);
    }
  }

  private static void write(FileSystem fileSystem, Path path, String text) throws IOException {
    try (OutputStream out = fileSystem.create(path, true)) {
      out.write(text.getBytes(UTF_8));
    }
  }

  private static String read(FileSystem fileSystem, Path path) throws IOException {
    try (InputStream in = fileSystem.open(path)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
