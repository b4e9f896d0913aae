package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Deployment recipes, as far as this machine has the tools that read them. */
class DeployIT {
  private static final String ANALYZE = "/usr/bin/systemd-analyze";

  @TempDir private Path directory;

  static boolean hasSystemdAnalyze() {
    return Files.isExecutable(Path.of(ANALYZE));
  }

  @Test
  @EnabledIf(value = "hasSystemdAnalyze", disabledReason = "there is no systemd-analyze")
  void unitFileIsValidForSystemd() throws IOException, InterruptedException {
    String home = Path.of("..").toRealPath().toString();
    String unit =
        Files.readString(Path.of("..", "deploy", "hydrobeam-stream.service"))
            .replace("/opt/hydrobeam", home)
            .replaceAll("(?m)^(User|Group)=.*$", "$1=root");
    Path file = Files.writeString(directory.resolve("hydrobeam-stream.service"), unit);
    Process verify =
        new ProcessBuilder(ANALYZE, "verify", "--man=no", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // Units of the machine itself are read along; only lines about this unit count.
    assertThat(said.lines().filter(line -> line.contains("hydrobeam"))).isEmpty();
    assertThat(verify.waitFor()).as(said).isZero();
  }

  @Test
  void unitFileStartsTheStreamWithExistingOptions() throws IOException {
    String unit = Files.readString(Path.of("..", "deploy", "hydrobeam-stream.service"));
    assertThat(unit)
        .contains("--optionsFile=", "--startAt=committed", "RestartPreventExitStatus=2");
    assertThat(Path.of("..", "bin", "hydrobeam")).isExecutable();
  }
}
