package io.hydrobeam.tables;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files and directories of a table, by their paths relative to it. Names that begin with a dot
 * or an underscore are left out of lists, as readers of tables leave them out.
 */
final class FileTree {
  private static final int ATTEMPTS = 10;
  private static final Pattern HIDDEN = Pattern.compile("[._]");

  private final FileSystem fileSystem;
  private final Path root;

  FileTree(FileSystem fileSystem, Path root) {
    this.fileSystem = fileSystem;
    this.root = root;
  }

  /** Size in bytes and time in epoch milliseconds, which differ once a file is replaced. */
  record State(long size, long modified) {}

  /** Returns whether there is such a directory; the table's own is the empty text. */
  boolean isDirectory(String directory) throws IOException {
    try {
      return fileSystem.getFileStatus(path(directory)).isDirectory();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /**
   * Returns the directories at a depth below a directory, in order.
   *
   * @param levels what the names on each level begin with
   */
  List<String> directories(String start, String... levels) throws IOException {
    List<String> directories = List.of(start);
    for (String prefix : levels) {
      var next = new TreeSet<String>();
      for (String directory : directories) {
        next.addAll(children(directory, prefix));
      }
      directories = List.copyOf(next);
    }
    return directories;
  }

  private List<String> children(String directory, String prefix) throws IOException {
    var children = new ArrayList<String>();
    try {
      for (FileStatus status : fileSystem.listStatus(path(directory))) {
        if (status.isDirectory() && status.getPath().getName().startsWith(prefix)) {
          children.add(relative(status.getPath()));
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return children;
  }

  /** All files below a directory, in order; none if there is no such directory. */
  List<String> files(String directory) throws IOException {
    var files = new TreeSet<String>();
    collect(path(directory), files);
    return List.copyOf(files);
  }

  /**
   * Not by the file system's own recursive listing, which asks for the places of each file's
   * blocks, and on a local disk starts a process for each file to learn its permissions.
   */
  private void collect(Path directory, Set<String> files) throws IOException {
    FileStatus[] children;
    try {
      children = fileSystem.listStatus(directory);
    } catch (FileNotFoundException e) {
      return;
    }
    for (FileStatus child : children) {
      if (HIDDEN.matcher(child.getPath().getName()).lookingAt()) {
        continue;
      }
      if (child.isDirectory()) {
        collect(child.getPath(), files);
      } else {
        files.add(relative(child.getPath()));
      }
    }
  }

  /** The names of the files in a directory itself, in order; none if there is no directory. */
  List<String> filesIn(String directory) throws IOException {
    var names = new TreeSet<String>();
    try {
      for (FileStatus child : fileSystem.listStatus(path(directory))) {
        String name = child.getPath().getName();
        if (child.isFile() && !HIDDEN.matcher(name).lookingAt()) {
          names.add(name);
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return List.copyOf(names);
  }

  /**
   * Returns whether there is a file in a directory itself. Asks for no more entries than it must.
   */
  boolean hasFiles(String directory) throws IOException {
    try {
      RemoteIterator<FileStatus> children = fileSystem.listStatusIterator(path(directory));
      while (children.hasNext()) {
        FileStatus child = children.next();
        if (child.isFile() && !HIDDEN.matcher(child.getPath().getName()).lookingAt()) {
          return true;
        }
      }
    } catch (FileNotFoundException e) {
      return false;
    }
    return false;
  }

  /** The state of a file; empty if there is none. */
  Optional<State> state(String file) throws IOException {
    try {
      FileStatus status = fileSystem.getFileStatus(new Path(root, file));
      return Optional.of(new State(status.getLen(), status.getModificationTime()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Gives a file another name; returns whether it was there. The name must be a new one. */
  boolean move(String from, String to) throws IOException {
    var source = new Path(root, from);
    try {
      if (fileSystem.rename(source, new Path(root, to))) {
        return true;
      }
    } catch (FileNotFoundException e) {
      return false;
    }
    if (fileSystem.exists(source)) {
      throw new IOException("cannot rename " + source + " to " + to);
    }
    return false;
  }

  void makeDirectory(String directory) throws IOException {
    var path = new Path(root, directory);
    // Hadoop's local file system fails if another thread makes or prunes a parent at this moment.
    for (int attempt = 1; !fileSystem.mkdirs(path); attempt++) {
      if (attempt == ATTEMPTS) {
        throw new IOException("cannot make the directory " + path);
      }
    }
  }

  void delete(String file) throws IOException {
    fileSystem.delete(new Path(root, file), false);
  }

  /** Removes these directories and then those above them, as far as they are empty. */
  void prune(Collection<String> directories) throws IOException {
    // The longer path first: what is below a directory goes before it.
    var left =
        new TreeSet<>(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    left.addAll(directories);
    while (!left.isEmpty()) {
      String directory = left.pollFirst();
      int parent = directory.lastIndexOf('/');
      if (removeEmpty(new Path(root, directory)) && parent > 0) {
        left.add(directory.substring(0, parent));
      }
    }
  }

  /** Removes a directory and all below it, and then those above, as far as they are empty. */
  void pruneBelow(String directory) throws IOException {
    var all = new ArrayList<>(List.of(directory));
    for (int i = 0; i < all.size(); i++) {
      all.addAll(children(all.get(i), ""));
    }
    prune(all);
  }

  /**
   * Returns whether a directory is gone, by this or before. It never takes a file along that
   * appears in this moment.
   */
  private boolean removeEmpty(Path directory) throws IOException {
    if (fileSystem instanceof RawLocalFileSystem local) {
      File file = local.pathToFile(directory);
      return file.delete() || !file.exists();
    }
    try {
      fileSystem.delete(directory, false);
      return true;
    } catch (IOException e) {
      if (isEmpty(directory)) {
        throw e;
      }
      return false;
    }
  }

  private boolean isEmpty(Path directory) throws IOException {
    return fileSystem.listStatus(directory).length == 0;
  }

  /** The directories that hold files. */
  static List<String> parents(Collection<String> files) {
    var parents = new TreeSet<String>();
    files.forEach(file -> parents.add(file.substring(0, file.lastIndexOf('/'))));
    return new ArrayList<>(parents);
  }

  @Override
  public String toString() {
    return root.toString();
  }

  private Path path(String directory) {
    return directory.isEmpty() ? root : new Path(root, directory);
  }

  private String relative(Path path) {
    return root.toUri().getPath().equals("/")
        ? path.toUri().getPath().substring(1)
        : path.toUri().getPath().substring(root.toUri().getPath().length() + 1);
  }
}
