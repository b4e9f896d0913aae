package io.hydrobeam.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import io.hydrobeam.common.UserException.Kind;
import io.hydrobeam.model.Sensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
  @TempDir private Path directory;

  @BeforeEach
  void writeThreeRows() throws IOException {
    for (Sensor sensor : Sensor.all()) {
      write(Recordings.file(sensor), "1\t2\n3\t4\n5\t6\n");
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private Recordings open() {
    return Recordings.open(RecordingFiles.local(directory, Kind.INVALID));
  }

  private static void refused(ThrowingCallable work, String... parts) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
        .hasMessageContainingAll(parts);
  }

  @Test
  void rowsAreNumberedFromZeroUnlessAFileNumbersThem() throws IOException {
    assertThat(open().numbers()).containsExactly(0, 1, 2);
    write("cycles.txt", "\uFEFF7\r\n9\r\n12\r\n\r\n");
    assertThat(open().numbers()).containsExactly(7, 9, 12);
  }

  @Test
  void chosenRowsOfASensorAreRead() {
    assertThat(open().rows(Sensor.TS1, new boolean[] {true, false, true}))
        .containsExactly(new double[] {1, 2}, new double[] {5, 6});
    assertThat(open().width(Sensor.TS1)).isEqualTo(2);
  }

  @Test
  void labelsHaveFiveWholeNumbersForEachRow() throws IOException {
    assertThat(open().isLabelled()).isFalse();
    write("profile.txt", "3\t100\t0\t130\t1\n".repeat(3));
    assertThat(open().isLabelled()).isTrue();
    assertThat(open().labels()).hasSize(3).contains(new int[] {3, 100, 0, 130, 1});
    write("profile.txt", "3\t100\t0\t130\t1\n".repeat(2));
    refused(() -> open().labels(), "profile.txt has 2 rows, but PS1.txt has 3");
    write("profile.txt", "3\t100\n");
    refused(() -> open().labels(), "profile.txt, line 1: '3\t100' is not five whole numbers");
  }

  @Test
  void missingSensorIsNamed() throws IOException {
    Files.delete(directory.resolve("FS2.txt"));
    refused(this::open, "has no FS2.txt", "PS1, PS2");
  }

  @Test
  void emptyRecordingIsRefused() throws IOException {
    write("PS1.txt", "\n");
    refused(this::open, "PS1.txt has no rows");
  }

  @Test
  void malformedCycleNumberIsNamed() throws IOException {
    write("cycles.txt", "1\ntwo\n3\n");
    refused(this::open, "cycles.txt, line 2: 'two' is not a cycle number");
    write("cycles.txt", "1\n2\n");
    refused(this::open, "cycles.txt has 2 rows, but PS1.txt has 3");
  }

  @Test
  void sensorWithOtherNumberOfRowsIsRefused() throws IOException {
    write("SE.txt", "1\t2\n");
    refused(() -> open().width(Sensor.SE), "SE.txt has 1 rows, but PS1.txt has 3");
    refused(() -> open().rows(Sensor.SE, new boolean[] {true, true, true}), "SE.txt has 1 rows");
    write("SE.txt", "1\t2\n".repeat(4));
    refused(() -> open().rows(Sensor.SE, new boolean[] {true, true, true}), "SE.txt has 4 rows");
  }

  @Test
  void malformedValueIsNamedByFileLineAndColumn() throws IOException {
    write("CE.txt", "1\t2\n3\tx\n5\t6\n");
    refused(
        () -> open().rows(Sensor.CE, new boolean[] {true, true, true}),
        "CE.txt, line 2: 'x' in column 2 is not a number",
        "remove the cycle from all files");
  }
}
