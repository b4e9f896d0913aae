package io.hydrobeam.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest {
  private static final java.nio.file.Path FULL = java.nio.file.Path.of("/dev/full");

  @TempDir private java.nio.file.Path directory;

  static boolean aFullDeviceIsThere() {
    return Files.exists(FULL);
  }

  /** Linux has a device that is always full; a link to it is a file on a full disk. */
  @Test
  @EnabledIf("aFullDeviceIsThere")
  void fullDiskIsAnException() throws IOException {
    java.nio.file.Path file = Files.createSymbolicLink(directory.resolve("file"), FULL);
    assertThatThrownBy(() -> write(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
  }

  @Test
  void fileTakesThePlaceOfAnother() throws IOException {
    java.nio.file.Path file = Files.writeString(directory.resolve("file"), "longer than the new");
    write(file);
    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
  }

  private static void write(java.nio.file.Path file) throws IOException {
    var path = new Path(file.toUri());
    try (FSDataOutputStream out = Storage.fileSystem(path).create(path, true)) {
      out.write(new byte[] {1, 2, 3});
    }
  }
}
