package io.hydrobeam.common;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Reader of text files named by a path or a URI. Local files need nothing else. */
public final class TextFiles {
  /** Reader of the files of some schemes, found by {@link ServiceLoader}. */
  public interface Source {
    /** Returns true for URIs that this source reads. */
    boolean reads(String scheme);

    /**
     * Returns the text of a file.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if the name is malformed
     */
    String text(String uri) throws IOException;
  }

  private TextFiles() {}

  /**
   * Returns the text of a file.
   *
   * @param file path or URI, such as {@code hdfs://HOST:PORT/PATH}
   * @throws IOException if the file cannot be read, or no source reads its scheme
   * @throws IllegalArgumentException if the name is malformed
   */
  public static String text(String file) throws IOException {
    int colon = file.indexOf("://");
    if (colon < 0) {
      return Utf8.text(file.startsWith("file:/") ? Path.of(URI.create(file)) : Path.of(file));
    }
    String scheme = file.substring(0, colon);
    if (scheme.equals("file")) {
      return Utf8.text(Path.of(URI.create(file)));
    }
    for (Source source : ServiceLoader.load(Source.class)) {
      if (source.reads(scheme)) {
        return source.text(file);
      }
    }
    throw new IOException("this command reads local files only; copy the file to this machine");
  }
}
