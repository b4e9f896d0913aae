package io.hydrobeam.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Tries all operations of a stream in a directory, and leaves the directory unchanged, or absent if
 * it was absent.
 */
public final class StorageTrial {
  private static final List<String> TABLES = List.of("streaming", "anomalies", "alerts");

  private final FileSystem fileSystem;
  private final Path root;

  private StorageTrial(FileSystem fileSystem, Path root) {
    this.fileSystem = fileSystem;
    this.root = root;
  }

  /**
   * Operation to try.
   *
   * @param <T> the result
   */
  public interface Trial<T> {
    /** Tries it in a directory of its own, which does not exist yet. */
    T in(Path directory) throws IOException;
  }

  /**
   * Writes a file beside the tables, replaces it, reads it back and deletes it. Renames a file into
   * each existing table, which may be on another file system.
   *
   * @return how many bytes are free there
   * @throws UserException if not all of it works, with the reason and the remedy
   */
  public static long of(String root) {
    try {
      var path = new Path(root);
      FileSystem fileSystem = Storage.fileSystem(path);
      return of(fileSystem, path, directory -> replace(fileSystem, path, directory));
    } catch (IOException | IllegalArgumentException e) {
      throw OutputDirectory.cannotWrite(root, e);
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

  private static long replace(FileSystem fileSystem, Path root, Path directory) throws IOException {
    if (!fileSystem.mkdirs(directory)) {
      throw new IOException("cannot make a directory there");
    }
    var storage = new Storage(fileSystem, root, new Incoming(directory.toString()));
    replace(fileSystem, storage, new Path(directory, "file"));
    for (String table : TABLES) {
      var path = new Path(root, table);
      if (fileSystem.exists(path)) {
        replace(fileSystem, storage, new Path(path, directory.getName()));
      }
    }
    return fileSystem.getStatus(directory).getRemaining();
  }

  private static void replace(FileSystem fileSystem, Storage storage, Path file)
      throws IOException {
    try {
      storage.place(file.toString(), made -> write(fileSystem, made, "first"));
      storage.place(file.toString(), made -> write(fileSystem, made, "second"));
      String there = read(fileSystem, file);
      if (!there.equals("second")) {
        throw new IOException("a file that took the place of another reads '" + there + "'");
      }
    } finally {
      fileSystem.delete(file, false);
    }
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
    try (OutputStream out = Storage.create(fileSystem, path)) {
      out.write(text.getBytes(UTF_8));
    }
  }

  private static String read(FileSystem fileSystem, Path path) throws IOException {
    try (InputStream in = fileSystem.open(path)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
