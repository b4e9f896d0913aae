package io.hydrobeam.tables;

import io.hydrobeam.common.TextFiles;
import io.hydrobeam.common.Utf8;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** Reads text files on HDFS. */
public final class HadoopTextSource implements TextFiles.Source {
  @Override
  public boolean reads(String scheme) {
    return scheme.equals("hdfs");
  }

  @Override
  public String text(String uri) throws IOException {
    var path = new Path(uri);
    return Utf8.text(Storage.fileSystem(path).open(path));
  }
}
