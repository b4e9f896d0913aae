package io.hydrobeam.pipeline.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileNamesTest {
  private static final String LONG = "x".repeat(300);
  private static final List<String> HOSTILE =
      List.of(
          "../x",
          "..",
          ".",
          "a/b",
          "a%2Fb",
          "%2F",
          "/",
          "\\",
          " ",
          "\t",
          "\n",
          "\0",
          "a:b",
          "a*b",
          "~",
          "Prüfstand",
          "日本",
          "\uD83D\uDE00",
          "{a,b}",
          "?",
          LONG,
          LONG + "1",
          LONG + "2",
          "é".repeat(60),
          "é".repeat(61));

  @Test
  void anUsualNameStaysAsItIs() {
    assertThat(FileNames.safe("rig-1_A.b")).isEqualTo("rig-1_A.b");
  }

  @Test
  void otherCharactersAreWrittenAsInAUrl() {
    assertThat(FileNames.safe("../x")).isEqualTo("..%2Fx");
    assertThat(FileNames.safe("%2F")).isEqualTo("%252F");
    assertThat(FileNames.safe("Prüfstand 1")).isEqualTo("Pr%C3%BCfstand%201");
  }

  @Test
  void noNameLeavesItsDirectoryOrIsTooLongForAFileSystem() {
    for (String rig : HOSTILE) {
      assertThat(FileNames.safe(rig)).matches("[A-Za-z0-9._%~-]+").hasSizeLessThan(200);
    }
  }

  @Test
  void namesThatDifferStayDifferent() {
    var safe = new HashSet<String>();
    for (String rig : HOSTILE) {
      assertThat(safe.add(FileNames.safe(rig))).as(rig).isTrue();
    }
    assertThat(FileNames.safe(FileNames.safe(LONG))).isNotEqualTo(FileNames.safe(LONG));
  }
}
