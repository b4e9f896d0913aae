package io.hydrobeam.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.sandbox.server.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard of a demo, with a script in its place: the demo goes on whatever becomes of it. */
final class DemoDashboardTest {
  @TempDir private Path home;

  @Test
  void addressIsReported() throws IOException {
    try (DemoDashboard dashboard = start("echo noise; echo dashboard http://127.0.0.1:1/; cat")) {
      assertThat(dashboard.awaitAddress(new StopRequest())).contains("http://127.0.0.1:1/");
    }
  }

  @Test
  void failedStartIsReportedAndDemoContinues() throws IOException {
    try (DemoDashboard dashboard = start("exit 1")) {
      assertThat(dashboard.awaitAddress(new StopRequest()).orElseThrow())
          .contains("did not start", "dashboard.log");
    }
  }

  @Test
  void noDashboardNoMessage() {
    try (DemoDashboard dashboard = DemoDashboard.none(home.resolve("dashboard.log"))) {
      assertThat(dashboard.awaitAddress(new StopRequest())).isEmpty();
    }
  }

  @Test
  void takenPortIsAvoided() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.prefer(taken.getLocalPort()))
          .isPositive()
          .isNotEqualTo(taken.getLocalPort());
    }
  }

  private DemoDashboard start(String script) throws IOException {
    Path launcher = home.resolve("bin/hydrobeam");
    Files.createDirectories(launcher.getParent());
    Files.writeString(launcher, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    Path log = Files.createFile(home.resolve("dashboard.log"));
    return DemoDashboard.start(home, "localhost:1", log);
  }
}
