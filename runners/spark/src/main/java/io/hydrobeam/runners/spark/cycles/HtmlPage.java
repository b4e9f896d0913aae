package io.hydrobeam.runners.spark.cycles;

import java.util.List;
import java.util.Locale;

/** Self-contained HTML page with a title, a table, and plots as SVG. */
final class HtmlPage {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 160;
  private static final List<String> COLOURS = List.of("#1f5fa8", "#c4501b");

  private final StringBuilder body = new StringBuilder();
  private final String title;

  HtmlPage(String title) {
    this.title = title;
  }

  /**
   * Line of a plot.
   *
   * @param name the label of the line
   * @param values the points of the line at equal distances; null leaves a gap
   */
  record Line(String name, List<Double> values) {}

  HtmlPage table(TextTable table) {
    body.append("<table>\n").append(row(table.header(), "th"));
    table.lines().forEach(line -> body.append(row(line, "td")));
    body.append("</table>\n");
    return this;
  }

  /** Adds a plot of at most two lines. */
  HtmlPage plot(String caption, List<Line> lines) {
    double[] range =
        lines.stream()
            .flatMap(line -> line.values().stream())
            .filter(value -> value != null)
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    body.append("<figure><figcaption>").append(escape(caption));
    for (int i = 0; i < lines.size(); i++) {
      body.append(" <b style=\"color:").append(COLOURS.get(i)).append("\">");
      body.append(escape(lines.get(i).name())).append("</b>");
    }
    body.append("</figcaption>\n");
    if (range.length == 0) {
      body.append("<p>no values</p>");
    } else {
      svg(lines, range[0], range[range.length - 1]);
    }
    body.append("</figure>\n");
    return this;
  }

  private void svg(List<Line> lines, double least, double greatest) {
    body.append(
        String.format(
            Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" width=\"%d\">", WIDTH, HEIGHT, WIDTH));
    for (int i = 0; i < lines.size(); i++) {
      body.append("<path fill=\"none\" stroke=\"").append(COLOURS.get(i)).append("\" d=\"");
      body.append(path(lines.get(i).values(), least, greatest)).append("\"/>");
    }
    body.append(label(12, greatest)).append(label(HEIGHT - 4, least)).append("</svg>\n");
  }

  private static String label(int y, double value) {
    return String.format(Locale.ROOT, "<text x=\"2\" y=\"%d\">%.4g</text>", y, value);
  }

  private static String path(List<Double> values, double least, double greatest) {
    double step = (WIDTH - 60.0) / Math.max(1, values.size() - 1);
    double scale = greatest > least ? (HEIGHT - 20) / (greatest - least) : 0;
    var path = new StringBuilder();
    boolean down = false;
    for (int i = 0; i < values.size(); i++) {
      Double value = values.get(i);
      if (value != null) {
        double y = HEIGHT - 10 - (value - least) * scale;
        path.append(String.format(Locale.ROOT, "%s%.1f %.1f", down ? "L" : "M", 55 + i * step, y));
      }
      down = value != null;
    }
    return path.toString();
  }

  private static String row(List<String> cells, String tag) {
    var row = new StringBuilder("<tr>");
    cells.forEach(
        cell ->
            row.append("<")
                .append(tag)
                .append(">")
                .append(escape(cell))
                .append("</")
                .append(tag)
                .append(">"));
    return row.append("</tr>\n").toString();
  }

  /** Escapes the characters with a special meaning in HTML. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  @Override
  public String toString() {
    return String.format(
            Locale.ROOT,
            """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>%s</title>
        <style>
        body{font:14px sans-serif;margin:2em} td,th{padding:2px 10px;text-align:left}
        figure{display:inline-block;margin:1em} svg{background:#f6f6f6;font-size:11px}
        </style></head><body>
        <h1>%s</h1>
        """,
            escape(title),
            escape(title))
        + body
        + "</body></html>\n";
  }
}
