package io.hydrobeam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path directory;

  @Test
  void fileAndItsDirectoryAreMadeAndReplaced() {
    Path file = directory.resolve("a/b/report.html");
    AtomicFile.write(file, "old and longer", "html");
    AtomicFile.write(file, "new", "html");
    assertThat(file).hasContent("new");
    assertThat(file.getParent()).isDirectoryNotContaining(path -> !path.equals(file));
  }

  static boolean aFullDeviceIsThere() {
    return Files.exists(Path.of("/dev/full"));
  }

  @Test
  @EnabledIf("aFullDeviceIsThere")
  void fullDiskKeepsOldFileAndReportsRemedy() throws IOException {
    Path file = Files.writeString(directory.resolve("report.html"), "old");
    // Linux has a device that is always full; a link to it is a file on a full disk.
    Files.createSymbolicLink(directory.resolve(".report.html.incoming"), Path.of("/dev/full"));
    assertThatThrownBy(() -> AtomicFile.write(file, "new", "html"))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(
            "cannot write " + file, "No space left", "free disk space", "--html");
    assertThat(file).hasContent("old");
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
  }
}
