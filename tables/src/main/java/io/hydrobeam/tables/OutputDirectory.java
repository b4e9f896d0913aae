package io.hydrobeam.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Checks of the directory that holds the tables, with messages for the person who named it. */
final class OutputDirectory {
  private static final String LAYOUT = "_layout";

  private OutputDirectory() {}

  /**
   * Refuses a directory in which no file can be made, with a message for the person who named it.
   */
  static void requireWritable(String root) {
    try {
      var path = new Path(root);
      FileSystem fileSystem = Storage.fileSystem(path);
      var probe = new Path(path, ".probe-" + UUID.randomUUID());
      fileSystem.create(probe, true).close();
      fileSystem.delete(probe, false);
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(root, e);
    }
  }

  static UserException cannotWrite(String root, Exception e) {
    return UserException.failed(
        "cannot write to %s (%s); start the file system or make the directory writable, or "
            + "name another by --output=hdfs://HOST:PORT/PATH or file:///PATH",
        root, UserException.rootCause(e));
  }

  /** Leaves a note of the layout, or refuses a directory in which there is a different one. */
  static void requireLayout(String root, String layout) {
    if (hasLayout(root, layout)) {
      return;
    }
    var note = new Path(root, LAYOUT);
    try (FSDataOutputStream out = Storage.fileSystem(note).create(note, true)) {
      out.write(layout.getBytes(UTF_8));
    } catch (IOException e) {
      throw noNote(note, e);
    }
  }

  /**
   * Returns whether there is a note of this layout; false if there is none yet, refused if of
   * another.
   */
  static boolean hasLayout(String root, String layout) {
    var note = new Path(root, LAYOUT);
    try {
      FileSystem fileSystem = Storage.fileSystem(note);
      if (!fileSystem.exists(note)) {
        return false;
      }
      String there;
      try (FSDataInputStream in = fileSystem.open(note)) {
        there = new String(in.readAllBytes(), UTF_8);
      }
      if (!there.equals(layout)) {
        throw UserException.failed(
            "the tables at %s have the layout %s, and this run would write %s, which would "
                + "duplicate rows; use the same options, or another --output",
            root, there, layout);
      }
      return true;
    } catch (IOException e) {
      throw noNote(note, e);
    }
  }

  private static UserException noNote(Path note, IOException e) {
    return UserException.failed(
        "cannot read or write %s (%s); remove it, or name another directory by --output",
        note, UserException.rootCause(e));
  }
}
