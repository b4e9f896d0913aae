package io.hydrobeam.runners.spark.cycles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page of a browser, from names that anyone may have sent. */
class HtmlPageTest {
  private static final String HOSTILE = "<script>alert('x')</script>\"&";

  private static HtmlPage page() {
    return new HtmlPage(HOSTILE)
        .table(new TextTable(List.of(HOSTILE), List.of(List.of(HOSTILE))))
        .plot(HOSTILE, List.of(new HtmlPage.Line(HOSTILE, List.of(1.0, 2.0))));
  }

  @Test
  void allTextIsEscaped() {
    assertThat(page().toString())
        .doesNotContain("<script", "'x'", "\"&")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;");
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    assertThat(page().toString()).doesNotContain("http", "src=", "href=", "url(");
  }

  @Test
  void lineSpansMinimumToMaximumWithGapsForMissingValues() {
    var values = Arrays.asList(1.0, 3.0, null, 2.0);
    String page = new HtmlPage("t").plot("p", List.of(new HtmlPage.Line("l", values))).toString();
    assertThat(page).contains("d=\"M55.0 150.0L221.7 10.0M555.0 80.0\"");
  }

  @Test
  void twoLinesShareOneScale() {
    String page =
        new HtmlPage("t")
            .plot(
                "p",
                List.of(
                    new HtmlPage.Line("a", List.of(0.0, 1.0)),
                    new HtmlPage.Line("b", List.of(2.0, 2.0))))
            .toString();
    assertThat(page).contains("M55.0 150.0L555.0 80.0", "M55.0 10.0L555.0 10.0");
  }

  @Test
  void lineThatIsLevelAndOneWithoutValuesAreNoTrouble() {
    var level = List.of(new HtmlPage.Line("l", List.of(5.0)));
    assertThat(new HtmlPage("t").plot("p", level).toString()).doesNotContain("NaN", "Infinity");
    var none = List.of(new HtmlPage.Line("l", Arrays.asList(null, null)));
    assertThat(new HtmlPage("t").plot("p", none).toString()).contains("no values");
  }
}
