package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Class paths of the commands that run without a pipeline. */
class ClassPathIT {
  private static final long MOST_BYTES_OF_THE_DASHBOARD = 25L << 20;

  private static List<Path> classPath(String module) throws IOException {
    String jars = Files.readString(Path.of("..", module, "target", "classpath"));
    return List.of(jars.strip().split(":")).stream().map(Path::of).toList();
  }

  @Test
  void classPathOfTheDashboardIsSmall() throws IOException {
    long bytes = 0;
    for (Path jar : classPath("dashboard")) {
      bytes += Files.isDirectory(jar) ? 0 : Files.size(jar);
    }
    assertThat(bytes).isBetween(10L << 20, MOST_BYTES_OF_THE_DASHBOARD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dashboard", "sandbox"})
  void commandsWithoutPipelineNeedNoBeam(String module) throws IOException {
    assertThat(classPath(module))
        .extracting(jar -> jar.getFileName().toString())
        .noneMatch(name -> name.startsWith("beam-"))
        .filteredOn(name -> name.startsWith("hydrobeam-"))
        .allMatch(name -> name.matches("hydrobeam-(cli|kafka|transforms|recordings)-.*"));
  }
}
