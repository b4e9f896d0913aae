package io.hydrobeam.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The colours of the style sheet as WCAG AA wants them, light and dark. */
class ContrastTest {
  private static final double OF_TEXT = 4.5;
  private static final double OF_SIGNS = 3;

  private static final Pattern ROOT = Pattern.compile(":root \\{([^}]*)}");
  private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): ([^;]+);");
  private static final Pattern MIXED = Pattern.compile("rgb\\((\\d+) (\\d+) (\\d+) / (\\.\\d+)\\)");

  /** What is written, on what: a name, or several that lie on one another. */
  private static final List<List<String>> TEXTS =
      List.of(
          List.of("ink", "page"),
          List.of("ink", "panel"),
          List.of("ink", "hover"),
          List.of("quiet", "page"),
          List.of("quiet", "panel"),
          List.of("quiet", "hover"),
          List.of("panel", "line"),
          List.of("info", "panel"),
          List.of("warning", "panel"),
          List.of("critical", "panel"),
          List.of("warning", "mark", "panel"),
          List.of("critical", "mark", "panel"),
          List.of("on-warning", "warning-fill"),
          List.of("on-critical", "critical-fill"),
          List.of("on-silent", "silent-fill"));

  /** What is drawn and must be seen, on what. */
  private static final List<List<String>> SIGNS =
      List.of(
          List.of("ok", "panel"),
          List.of("ok", "hover"),
          List.of("info", "hover"),
          List.of("warning", "hover"),
          List.of("critical", "hover"),
          List.of("silent", "panel"),
          List.of("line", "panel"),
          List.of("line", "page"),
          List.of("line", "mark", "panel"),
          List.of("past", "panel"),
          List.of("part", "panel"),
          List.of("focus", "page"),
          List.of("focus", "panel"));

  /** What only adorns: the same is said by a text, a line or an icon. */
  private static final Set<String> ADORNMENTS = Set.of("edge", "grid", "band", "normal", "full");

  private record Rgb(double red, double green, double blue, double share) {
    static Rgb of(String css) {
      Matcher mixed = MIXED.matcher(css);
      if (mixed.matches()) {
        return new Rgb(
            Integer.parseInt(mixed.group(1)),
            Integer.parseInt(mixed.group(2)),
            Integer.parseInt(mixed.group(3)),
            Double.parseDouble(mixed.group(4)));
      }
      String six = css.length() == 4 ? css.replaceAll("([0-9a-f])", "$1$1") : css;
      int rgb = Integer.parseInt(six.substring(1), 16);
      return new Rgb(rgb >> 16, rgb >> 8 & 255, rgb & 255, 1);
    }

    Rgb on(Rgb below) {
      return new Rgb(
          share * red + (1 - share) * below.red,
          share * green + (1 - share) * below.green,
          share * blue + (1 - share) * below.blue,
          1);
    }

    double luminance() {
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(double channel) {
      double part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void textsAndSignsAreToBeSeen(String scheme) throws Exception {
    Map<String, Rgb> colours = colours(scheme);
    for (List<String> text : TEXTS) {
      assertThat(contrast(text, colours)).as("%s: %s", scheme, text).isGreaterThan(OF_TEXT);
    }
    for (List<String> sign : SIGNS) {
      assertThat(contrast(sign, colours)).as("%s: %s", scheme, sign).isGreaterThan(OF_SIGNS);
    }
  }

  @Test
  void noColourIsForgotten() throws Exception {
    var judged = new TreeSet<>(ADORNMENTS);
    Stream.of(TEXTS, SIGNS).flatMap(List::stream).forEach(judged::addAll);
    assertThat(colours("light").keySet()).isEqualTo(judged);
    assertThat(colours("dark").keySet()).isEqualTo(judged);
  }

  @Test
  void blackOnWhiteIsTwentyOne() {
    var colours = Map.of("black", Rgb.of("#000"), "white", Rgb.of("#ffffff"));
    assertThat(contrast(List.of("black", "white"), colours)).isEqualTo(21);
  }

  private static double contrast(List<String> layers, Map<String, Rgb> colours) {
    Rgb below = colours.get(layers.get(layers.size() - 1));
    for (String layer : layers.subList(1, layers.size() - 1)) {
      below = colours.get(layer).on(below);
    }
    double one = colours.get(layers.get(0)).on(below).luminance() + 0.05;
    double other = below.luminance() + 0.05;
    return Math.max(one, other) / Math.min(one, other);
  }

  /** The colours of a scheme: what the dark one does not change is as in the light one. */
  private static Map<String, Rgb> colours(String scheme) throws Exception {
    try (var in = PageFiles.class.getResourceAsStream("page/style.css")) {
      String css = new String(in.readAllBytes(), UTF_8);
      var colours = new HashMap<String, Rgb>();
      ROOT.matcher(css)
          .results()
          .limit(scheme.equals("dark") ? 2 : 1)
          .flatMap(block -> COLOUR.matcher(block.group(1)).results())
          .forEach(colour -> colours.put(colour.group(1), Rgb.of(colour.group(2))));
      return colours;
    }
  }
}
