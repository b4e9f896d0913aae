package io.hydrobeam.sandbox.demo;

import io.hydrobeam.common.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/** Copies tables out of HDFS: the files visible to queries, without unfinished files. */
final class TableCopy {
  private TableCopy() {}

  /** Copies a directory of HDFS. A missing directory is ignored. */
  static void copy(String from, Path to, StopRequest stop) {
    var source = new org.apache.hadoop.fs.Path(from);
    try (FileSystem hdfs = FileSystem.newInstance(URI.create(from), new Configuration())) {
      String root = source.toUri().getPath();
      RemoteIterator<LocatedFileStatus> files = hdfs.listFiles(source, true);
      while (files.hasNext()) {
        stop.check();
        org.apache.hadoop.fs.Path file = files.next().getPath();
        String name = file.toUri().getPath().substring(root.length() + 1);
        if (isVisible(name)) {
          copy(hdfs, file, to.resolve(name));
        }
      }
    } catch (FileNotFoundException e) {
      // Without rows or anomalies there is no such table.
    } catch (IOException e) {
      throw UserException.failed(
          "%s", "The table " + from + " cannot be copied to " + to + ": " + e);
    }
  }

  /**
   * Returns true for a file visible to queries: no part of its name begins with a dot or an
   * underscore.
   */
  static boolean isVisible(String name) {
    for (String part : name.split("/")) {
      if (part.startsWith(".") || part.startsWith("_")) {
        return false;
      }
    }
    return true;
  }

  private static void copy(FileSystem hdfs, org.apache.hadoop.fs.Path from, Path to)
      throws IOException {
    Files.createDirectories(to.getParent());
    try (InputStream content = hdfs.open(from)) {
      Files.copy(content, to);
    }
  }
}
