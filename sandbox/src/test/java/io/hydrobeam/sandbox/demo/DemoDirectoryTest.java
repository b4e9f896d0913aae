package io.hydrobeam.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoDirectoryTest {
  @TempDir private Path directory;

  @Test
  void logAndKeptFilesRemain() throws IOException {
    Path root = directory.resolve("new/demo");
    try (DemoDirectory demo = DemoDirectory.claim(root)) {
      Files.createDirectories(demo.servers());
      Files.createDirectories(demo.unfinishedOutput().resolve("streaming"));
      assertThat(demo.output()).doesNotExist();
      demo.keepOutput();
    }
    assertThat(root.resolve("output/streaming")).isDirectory();
    assertThat(root.resolve("stream.log")).isRegularFile();
    assertThat(root.resolve("data")).doesNotExist();
  }

  @Test
  void otherFilesAreRemoved() throws IOException {
    try (DemoDirectory demo = DemoDirectory.claim(directory)) {
      Files.createDirectories(demo.unfinishedOutput());
    }
    assertThat(directory.toFile().list()).containsExactly("stream.log");
  }

  @Test
  void earlierDemosDirectoryIsUsedAgainAndItsTablesReplaced() throws IOException {
    try (DemoDirectory demo = DemoDirectory.claim(directory)) {
      Files.createDirectories(demo.unfinishedOutput().resolve("old"));
      demo.keepOutput();
    }
    try (DemoDirectory demo = DemoDirectory.claim(directory)) {
      assertThat(demo.output()).doesNotExist();
    }
  }

  @Test
  void directoryWithAnythingElseIsRefusedAndLeftAsItIs() throws IOException {
    Files.createDirectories(directory.resolve("output/mine"));
    refused("is not empty");
    Files.writeString(directory.resolve("stream.log"), "another's log");
    refused("is not empty");
    Files.createFile(directory.resolve("thesis.txt"));
    refused("thesis.txt");
    assertThat(directory.resolve("output/mine")).isDirectory();
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void directoryInUseIsRefused() {
    try (DemoDirectory demo = DemoDirectory.claim(directory)) {
      refused("in use by another demo");
      assertThat(demo.temporary()).isDirectory();
    }
  }

  @Test
  void directoryThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> DemoDirectory.claim(file))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(file.toString(), "--dir=DIR");
  }

  @Test
  void withoutAWishItIsANewOneForTemporaryFiles() {
    assertThat(DemoDirectory.choose(Optional.empty()))
        .hasParentRaw(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().normalize());
    assertThat(DemoDirectory.choose(Optional.of(Path.of("here")))).isAbsolute();
  }

  private void refused(String why) {
    assertThatThrownBy(() -> DemoDirectory.claim(directory))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(directory.toString(), why, "--dir=DIR");
  }
}
