package io.hydrobeam.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
  void usualNameStaysAsItIs() {
    assertThat(FileNames.safe("rig-1_a.b")).isEqualTo("rig-1_a.b");
    assertThat(FileNames.safe("grün")).isEqualTo("gr%C3%BCn");
  }

  @Test
  void upperCaseLettersAreEncoded() {
    assertThat(FileNames.safe("Rig-A")).isEqualTo("Rig-A~~11");
    assertThat(FileNames.safe("PRESSE")).isEqualTo("PRESSE~~3f");
    assertThat(FileNames.withoutCase("year=2025/part-Rig-A~~11-00000.parquet"))
        .isEqualTo("year=2025/part-Rig-A-00000.parquet");
    assertThat(FileNames.isOf("Rig-A", "Rig-A")).isTrue();
    assertThat(FileNames.isOf("Rig-A~~11", "Rig-A")).isTrue();
    assertThat(FileNames.isOf("rig-a", "Rig-A")).isFalse();
    assertThat(FileNames.isOf("Rig-A~~1", "Rig-A")).isFalse();
  }

  @Test
  void namesThatDifferByCaseAloneStayDifferentWhereCaseIsIgnored() {
    var safe = new HashSet<String>();
    for (String rig : List.of("rig-a", "Rig-A", "rig-A", "RIG-A", "Ä", "ä", "%C3%84", "%c3%84")) {
      assertThat(safe.add(FileNames.safe(rig).toLowerCase(Locale.ROOT))).as(rig).isTrue();
    }
    for (String tail : List.of("a", "A", "aA", "Aa")) {
      String rig = "é".repeat(16) + tail; // as long as a name may be
      assertThat(safe.add(FileNames.safe(rig).toLowerCase(Locale.ROOT))).as(rig).isTrue();
    }
  }

  @Test
  void otherCharactersAreWrittenAsInAUrl() {
    assertThat(FileNames.safe("../x")).isEqualTo("..%2Fx");
    assertThat(FileNames.safe("%2F")).isEqualTo("%252F~~4");
    assertThat(FileNames.safe("Prüfstand 1")).isEqualTo("Pr%C3%BCfstand%201~~1");
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
