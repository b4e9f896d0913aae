package io.hydrobeam.tables;

import java.io.File;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local disk, on which names below a directory differ by more than case, as on macOS. */
final class CaseFoldingFileSystem extends RawLocalFileSystem {
  private final String root;

  CaseFoldingFileSystem(java.nio.file.Path root) throws IOException {
    this.root = root.toString();
    initialize(getUri(), new Configuration());
  }

  @Override
  public File pathToFile(Path path) {
    String file = super.pathToFile(path).getPath();
    return new File(
        file.startsWith(root)
            ? root + file.substring(root.length()).toLowerCase(Locale.ROOT)
            : file);
  }
}
