package io.hydrobeam.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.cycle.Cycle;
import io.hydrobeam.sandbox.cycle.CycleSelection;
import io.hydrobeam.sandbox.cycle.CycleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SelectedRecordingsTest {
  @TempDir private Path directory;

  @Test
  void rowsAreCyclesNumberedFromZeroWithTheRateOfTheirValues() throws IOException {
    TestRecordings.write(directory, 2);
    Files.writeString(directory.resolve("PS1.txt"), TestRecordings.row(6000).repeat(2));

    try (CycleSource cycles = SelectedRecordings.open(directory, CycleSelection.all()).cycles()) {
      assertThat(cycles.count()).hasValue(2);
      assertThat(cycles.hertz(Sensor.PS1)).isEqualTo(100);
      assertThat(cycles.hertz(Sensor.FS1)).isEqualTo(1);
      assertThat(numbers(cycles)).containsExactly(0, 1);
    }
  }

  @Test
  void cycleNumbersAndLabelsComeFromTheirFiles() throws IOException {
    TestRecordings.write(directory, 3);
    Files.writeString(directory.resolve("cycles.txt"), "7\n9\n12\n");
    Files.writeString(
        directory.resolve("profile.txt"), "3\t100\t0\t130\t1\n".repeat(2) + "20\t73\t2\t90\t0\n");

    try (CycleSource cycles =
        SelectedRecordings.open(directory, CycleSelection.parse("9-20")).cycles()) {
      assertThat(cycles.next()).hasValueSatisfying(c -> assertThat(c.number()).isEqualTo(9));
      assertThat(cycles.next())
          .hasValueSatisfying(c -> assertThat(c.labels()).isEqualTo("20\t73\t2\t90\t0"));
      assertThat(cycles.next()).isEmpty();
    }
  }

  @Test
  void windowsLineEndsAndBlankLinesAtTheEndAreNoHarm() throws IOException {
    TestRecordings.write(directory, 1);
    Files.writeString(directory.resolve("TS1.txt"), TestRecordings.row(60).strip() + "\r\n\r\n\n");

    assertThat(SelectedRecordings.open(directory, CycleSelection.all()).hertz(Sensor.TS1))
        .isEqualTo(1);
  }

  @Test
  void byteOrderMarksAreNoPartOfNumbers() throws IOException {
    TestRecordings.write(directory, 1);
    Files.writeString(directory.resolve("PS1.txt"), "\uFEFF" + TestRecordings.row(6000));
    Files.writeString(directory.resolve("cycles.txt"), "\uFEFF7\n");

    try (CycleSource cycles = SelectedRecordings.open(directory, CycleSelection.all()).cycles()) {
      assertThat(cycles.hertz(Sensor.PS1)).isEqualTo(100);
      assertThat(numbers(cycles)).containsExactly(7);
    }
  }

  @Test
  void directoryThatIsMissingIsNamed() {
    assertRefused(directory.resolve("none"), "none is not a directory", "--dataset=DIR");
  }

  @Test
  void missingSensorFileIsNamed() throws IOException {
    TestRecordings.write(directory, 1);
    Files.delete(directory.resolve("FS2.txt"));
    assertRefused(directory, "has no FS2.txt");
  }

  @Test
  void emptyDataSetIsRefused() {
    TestRecordings.write(directory, 0);
    assertRefused(directory, "PS1.txt has no rows");
  }

  @Test
  void raggedRowIsNamedByFileAndLine() throws IOException {
    TestRecordings.write(directory, 2);
    Files.writeString(
        directory.resolve("VS1.txt"), TestRecordings.row(60) + TestRecordings.row(59));
    assertRefused(directory, "VS1.txt, line 2: 59 values, expected 60");
  }

  @Test
  void rowThatIsNoWholeNumberOfSecondsIsRefused() throws IOException {
    TestRecordings.write(directory, 1);
    Files.writeString(directory.resolve("PS3.txt"), TestRecordings.row(5999));
    assertRefused(directory, "PS3.txt, line 1: 5999 values, expected a multiple of 60");
  }

  @Test
  void nonNumberIsNamedByFileLineAndColumn() throws IOException {
    TestRecordings.write(directory, 2);
    for (String text : List.of("broken", "NaN", "", "1f", "1e999", "1.2.3", " 1")) {
      String row = text + TestRecordings.row(60).substring(3);
      Files.writeString(directory.resolve("CE.txt"), TestRecordings.row(60) + row);
      assertRefused(directory, "CE.txt, line 2: '" + text + "' in column 1 is not a number");
    }
  }

  @Test
  void blankRowBetweenOthersIsRefused() throws IOException {
    TestRecordings.write(directory, 2);
    Files.writeString(
        directory.resolve("CP.txt"), TestRecordings.row(60) + "\n" + TestRecordings.row(60) + "\n");
    assertRefused(directory, "CP.txt, line 2: it is blank");
  }

  @Test
  void sensorsWithOtherNumbersOfRowsAreRefused() throws IOException {
    TestRecordings.write(directory, 2);
    Files.writeString(directory.resolve("SE.txt"), TestRecordings.row(60));
    assertRefused(directory, "SE.txt has 1 rows, but PS1.txt has 2");
    Files.writeString(directory.resolve("SE.txt"), TestRecordings.row(60).repeat(3));
    assertRefused(directory, "SE.txt has 3 rows, but PS1.txt has 2");
  }

  @Test
  void cycleNumbersAndLabelsMustMatchTheRows() throws IOException {
    TestRecordings.write(directory, 2);
    Files.writeString(directory.resolve("cycles.txt"), "1\n");
    assertRefused(directory, "cycles.txt has 1 rows, but PS1.txt has 2");
    Files.writeString(directory.resolve("cycles.txt"), "1\ntwo\n");
    assertRefused(directory, "cycles.txt, line 2: 'two' is not a cycle number");
    Files.writeString(directory.resolve("cycles.txt"), "1\n2\n");
    Files.writeString(directory.resolve("profile.txt"), "1\t2\n3\t4\n");
    assertRefused(directory, "profile.txt, line 1");
  }

  @Test
  void selectionWithoutCyclesTellsWhichThereAre() throws IOException {
    TestRecordings.write(directory, 2);
    Files.writeString(directory.resolve("cycles.txt"), "40\n41\n");
    assertThatThrownBy(() -> SelectedRecordings.open(directory, CycleSelection.parse("1-2")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("numbered from 40 to 41");
  }

  private static List<Integer> numbers(CycleSource cycles) {
    List<Integer> numbers = new ArrayList<>();
    for (Optional<Cycle> cycle = cycles.next(); cycle.isPresent(); cycle = cycles.next()) {
      numbers.add(cycle.get().number());
    }
    return numbers;
  }

  private static void assertRefused(Path dataset, String... says) {
    assertThatThrownBy(() -> SelectedRecordings.open(dataset, CycleSelection.all()))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(says);
  }
}
