package io.hydrobeam.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselinesTest {
  @TempDir Path directory;

  @Test
  void fileTakesThePlaceOfAnOlderOne() {
    Path file = directory.resolve("below/baseline.json");
    Baselines.write(file.toUri().toString(), "first");
    Baselines.write(file.toUri().toString(), "second");
    assertThat(file).hasContent("second");
    assertThat(file.getParent()).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void irreplaceableFileStays() throws Exception {
    Path there = Files.createDirectory(directory.resolve("baseline.json"));
    assertThatThrownBy(() -> Baselines.write(there.toUri().toString(), "text"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot write");
    assertThat(there).isDirectory();
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(there));
  }
}
