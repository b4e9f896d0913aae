package io.hydrobeam.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hydrobeam.sandbox.cycle.Cycle;
import io.hydrobeam.sandbox.cycle.CycleSelection;
import io.hydrobeam.sandbox.cycle.CycleSource;
import io.hydrobeam.sandbox.simulator.RigSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordingsWriterTest {
  @TempDir private Path directory;

  @Test
  void writtenDataSetReadsBackTheSame() {
    Path written = directory.resolve("set");
    assertThat(RecordingsWriter.write(RigSimulator.of(2, List.of(), 1), written)).isEqualTo(2);

    try (CycleSource original = RigSimulator.of(2, List.of(), 1);
        CycleSource read = SelectedRecordings.open(written, CycleSelection.all()).cycles();
        LabelledCycles labelled = new LabelledCycles(read, directory.resolve("labels.txt"))) {
      for (int i = 0; i < 2; i++) {
        Cycle expected = original.next().orElseThrow();
        Cycle actual = labelled.next().orElseThrow();
        assertThat(actual.samples()).isDeepEqualTo(expected.samples());
        assertThat(actual.number()).isEqualTo(i);
      }
    }
    assertThat(directory.resolve("labels.txt"))
        .hasSameTextualContentAs(written.resolve("profile.txt"));
  }

  @ParameterizedTest
  @CsvSource({"full-rate, 14, 408, 43680", "one-hz, 1764, 0, 1020"})
  void realMeasurementsAreRead(String name, int cycles, int firstNumber, int samples) {
    Path dataset = Path.of(System.getProperty("measured.data"), name);
    assumeThat(Files.isDirectory(dataset)).as("measurements in " + dataset).isTrue();

    try (CycleSource source = SelectedRecordings.open(dataset, CycleSelection.all()).cycles()) {
      Cycle first = source.next().orElseThrow();
      assertThat(source.count()).hasValue(cycles);
      assertThat(first.number()).isEqualTo(firstNumber);
      assertThat(List.of(first.samples()).stream().mapToInt(values -> values.length).sum())
          .isEqualTo(samples);
    }
  }
}
