package io.hydrobeam.batch.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels are read as they stand, and what does not parse is named with its line. */
class LabelsTest {
  @TempDir private Path directory;

  private Labels read(String name, String text, int firstCycle) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    return Labels.read(file.toString(), firstCycle);
  }

  private void refused(String name, String text, String... parts) {
    assertThatThrownBy(() -> read(name, text, 0))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void rowsOfAProfileAreNumberedFromZeroOrFromWhereTheySay() throws IOException {
    String profile = "3\t100\t0\t130\t1\n20\t73\t2\t90\t0\n";
    assertThat(read("profile.txt", profile, 0).of("any", 1))
        .isEqualTo(
            Map.of(
                Label.COOLER,
                20,
                Label.VALVE,
                73,
                Label.PUMP,
                2,
                Label.ACCUMULATOR,
                90,
                Label.STABLE,
                0));
    assertThat(read("profile.txt", profile, 1).of("any", 1)).containsEntry(Label.COOLER, 3);
    assertThat(read("profile.txt", profile, 1).of("any", 0)).isNull();
    Files.writeString(directory.resolve("cycles.txt"), "5\n9\n");
    assertThat(read("profile.txt", profile, 0).of("any", 9)).containsEntry(Label.COOLER, 20);
    assertThat(read("profile.txt", profile, 1).of("any", 10)).containsEntry(Label.COOLER, 20);
  }

  @Test
  void csvNamesItsColumnsAndMayNameRigs() throws IOException {
    Labels labels = read("labels.csv", "valve,cycle,rig\n73,4,north\n80,4,\n,5,north\n90,5,\n", 0);
    assertThat(labels.of("north", 4)).isEqualTo(Map.of(Label.VALVE, 73));
    assertThat(labels.of("south", 4)).isEqualTo(Map.of(Label.VALVE, 80));
    assertThat(labels.of("north", 5)).isEmpty();
    assertThat(labels.of("south", 6)).isNull();
    assertThat(labels.known()).containsExactly(Label.VALVE);
  }

  @Test
  void malformedLineIsNamed() {
    refused("profile.txt", "3\t100\t0\t130\n", "profile.txt, line 1", "five whole numbers");
    refused("profile.txt", "3\t100\t0\t130\t1\n3\tx\t0\t130\t1\n", "line 2", "'x'");
    refused("labels.csv", "", "is empty");
    refused("labels.csv", "cycle,vlave\n1,2\n", "column 'vlave'", "valve");
    refused("labels.csv", "valve\n73\n", "column cycle");
    refused("labels.csv", "cycle,valve\n1,2,3\n", "line 2", "2 values");
    refused("labels.csv", "cycle,valve\n1,2\n1,3\n", "line 3", "cycle 1 has labels already");
  }

  @Test
  void fileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Labels.read(directory.resolve("absent.txt").toString(), 0))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("absent.txt", "--labels");
  }

  @Test
  void cycleNumbersThatDoNotFitAreNamed() throws IOException {
    Files.writeString(directory.resolve("cycles.txt"), "5\n");
    refused("profile.txt", "3\t1\t0\t1\t1\n3\t1\t0\t1\t1\n", "2 rows", "cycles.txt", "has 1");
  }

  @Test
  void csvOfRAndOfExcelIsRead() throws IOException {
    String ofR = "\"\",\"rig\",\"cycle\",\"valve\"\n\"1\",\"north\",4,73\n\"2\",\"a,b\",5,80\n";
    Labels r = read("r.csv", ofR, 0);
    assertThat(r.of("north", 4)).isEqualTo(Map.of(Label.VALVE, 73));
    assertThat(r.of("a,b", 5)).isEqualTo(Map.of(Label.VALVE, 80));
    Labels excel = read("excel.csv", "\uFEFFcycle,valve\r\n4,73\r\n", 0);
    assertThat(excel.of("any", 4)).isEqualTo(Map.of(Label.VALVE, 73));
    Labels marked = read("profile.txt", "\uFEFF3\t100\t0\t130\t1\n", 0);
    assertThat(marked.of("any", 0)).containsEntry(Label.COOLER, 3);
    refused("open.csv", "cycle,valve\n\"4,73\n", "open.csv", "line 2");
  }

  @Test
  void fileWithoutLabelsIsNamed() {
    refused("profile.txt", "\n", "profile.txt has no labels; it needs one line for each cycle");
    refused("labels.csv", "cycle,valve\n", "labels.csv has no labels");
  }

  @Test
  void longLineIsCutInTheMessage() {
    assertThatThrownBy(() -> read("profile.txt", "1.5\t".repeat(6000) + "\n", 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("profile.txt, line 1: '1.5\t1.5")
        .hasMessageContaining("...' is not five whole numbers")
        .message()
        .hasSizeLessThan(300);
  }
}
