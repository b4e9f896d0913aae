package io.hydrobeam.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process by which the stream is started, with a script in the place of the real one. */
final class StreamProcessTest {
  private final StopRequest stop = new StopRequest();
  @TempDir private Path home;

  @Test
  void itIsFollowedUntilItHasFinished() throws IOException {
    try (StreamProcess process = start("echo reading 17 partitions; sleep 0.3; exit 0")) {
      process.awaitReading(stop);
      await().until(process::hasFinished);
    }
  }

  @Test
  void failureMessageIsShown() throws IOException {
    try (StreamProcess process = start("echo noise; echo stream: no broker; echo more; exit 1")) {
      assertThatThrownBy(() -> process.awaitReading(stop))
          .isInstanceOf(UserException.class)
          .hasMessageContainingAll("The stream failed: no broker", "stream.log");
    }
  }

  @Test
  void closingEndsItAndAllItStarted() throws IOException {
    StreamProcess process =
        start("sleep 100 & echo $! > $(dirname $0)/child; echo reading 17; wait");
    process.awaitReading(stop);
    long child = Long.parseLong(Files.readString(home.resolve("bin/child")).strip());
    process.close();
    assertThat(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }

  @Test
  void silentlyDyingProcessIsReportedByExitCode() throws IOException {
    try (StreamProcess process = start("echo noise; kill -9 $$")) {
      assertThatThrownBy(() -> process.awaitReading(stop)).hasMessageContaining("exit code 137");
    }
  }

  @Test
  void reasonIsTheLastWordOnFailure() {
    assertThat(StreamProcess.reason(Stream.of("stream: no broker", "hydrobeam: no Java", "b")))
        .contains("no Java");
    assertThat(StreamProcess.reason(Stream.of("a", "b"))).isEmpty();
  }

  private StreamProcess start(String script) throws IOException {
    Path launcher = home.resolve("bin/hydrobeam");
    Files.createDirectories(launcher.getParent());
    Files.writeString(launcher, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path log = Files.createFile(home.resolve("stream.log"));
    return StreamProcess.start(home, List.of("stream"), log, Map.of());
  }
}
