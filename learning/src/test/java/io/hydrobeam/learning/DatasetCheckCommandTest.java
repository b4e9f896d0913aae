package io.hydrobeam.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on a small data set. */
class DatasetCheckCommandTest {
  @TempDir private Path directory;

  private void dataset(String... options) throws IOException {
    var text = new StringBuilder("rig,cycle,split,valve,PS1_avg,PS1_count,TS1_avg\n");
    for (int cycle = 0; cycle < 60; cycle++) {
      int valve = cycle % 2 == 0 ? 73 : 100;
      text.append(
          String.format(
              Locale.ROOT,
              "\"rig \"\"1\"\", north\",%d,train,%d,%d,6000,%s%n",
              cycle,
              valve,
              valve + cycle % 3,
              cycle == 7 ? "" : cycle % 5));
    }
    Files.writeString(directory.resolve("data.csv"), text);
    check(options);
  }

  private void check(String... options) {
    var arguments = new ArrayList<>(List.of("--dataset=" + directory, "--trees=5", "--block=6"));
    arguments.addAll(List.of(options));
    var command = new DatasetCheckCommand();
    new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
    command.call();
  }

  @Test
  void floorThatIsReachedPasses() {
    assertThatCode(() -> dataset("--floor=valve:0.9")).doesNotThrowAnyException();
  }

  @Test
  void floorThatIsNotReachedFails() {
    assertThatThrownBy(() -> dataset("--floor=pump:0.5,valve:0.9"))
        .isInstanceOf(UserException.class)
        .hasMessage("pump has a floor, and cannot be checked");
  }

  @Test
  void floorsThatDoNotParseAreNamed() {
    for (String floor : List.of("valve", "valve:2", "vlave:0.9", "valve:x")) {
      assertThatThrownBy(() -> dataset("--floor=" + floor))
          .isInstanceOf(UserException.class)
          .hasMessageContainingAll("LABEL:SHARE", floor);
    }
  }

  @Test
  void tooFewBlocksAreNamedWithTheRemedy() {
    assertThatThrownBy(() -> dataset("--folds=11"))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("10 blocks", "--block");
  }

  @Test
  void directoryWithoutADataSetIsNamed() {
    assertThatThrownBy(() -> check())
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("there is no data set", "bin/hydrobeam dataset");
  }

  @Test
  void onlyWhatSensorsTellIsAFeatureAndCyclesThatLackOneAreLeftOut() throws IOException {
    dataset();
    Examples examples = DatasetReader.read(directory.toString(), 6);
    assertThat(examples.features()).containsExactly("PS1_avg", "TS1_avg");
    assertThat(examples.size()).isEqualTo(59);
    assertThat(examples.blocks()).startsWith("rig \"1\", north 0").endsWith("rig \"1\", north 9");
  }
}
