package io.hydrobeam.batch.evaluate;

import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Sensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Result of an evaluation as one self-contained HTML page with tables and SVG plots. */
final class HtmlReport {
  private static final int WIDTH = 640;
  private static final int LABEL = 170;
  private static final int BAR = 18;
  private static final double LEAST = 0.1;
  private static final double GREATEST = 1_000;

  private HtmlReport() {}

  static String of(Evaluation.Result result) {
    return String.format(
        Locale.ROOT,
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Hydrobeam: detectors judged</title>
        <style>
        body {font: 14px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 60em; color: #222}
        table {border-collapse: collapse} td, th {padding: .15em .8em; text-align: right}
        td:first-child, th:first-child {text-align: left}
        tr:nth-child(even) {background: #f3f5f7} svg text {font: 12px system-ui, sans-serif}
        </style></head><body>
        <h1>Detectors judged by labelled cycles</h1>
        <p>%d cycles of %d conditions; every baseline was learned on other cycles than it was judged
        on.</p>
        <h2>Quiet? False alarms an hour</h2>
        %s
        <h2>Awake? Share of worn cycles found by cross_sensor, and by any detector</h2>
        %s
        <h2>Scores of cross_sensor, in multiples of its limit</h2>
        <p>Each line goes from the 1 %% to the 99 %% quantile of the cycles, the tick is their median;
        the vertical line is the limit.</p>
        %s
        <h2>Faulty sensors: alerts that name the sensor</h2>
        <p>Share within 3 s of event time, in brackets the share before the end of the cycle. What has
        no trace in the first 3 s is right for that long.</p>
        %s
        <h2>All figures</h2>
        %s
        </body></html>
        """,
        result.cycles,
        result.conditions,
        quiet(result),
        found(result),
        scores(result),
        faults(result),
        figures(result));
  }

  private static String quiet(Evaluation.Result result) {
    var rows = new StringBuilder(row("th", "detector", "stable", "unstable", "long runs"));
    for (String detector : result.quiet.keySet()) {
      rows.append(
          row(
              "td",
              detector,
              anHour(result.quiet, detector),
              anHour(result.unstable, detector),
              anHour(result.longRuns, detector)));
    }
    return "<table>" + rows + "</table>";
  }

  private static String anHour(Map<String, Tally> tallies, String detector) {
    Tally tally = tallies.get(detector);
    return tally == null ? "-" : TableReport.figure("%.2f", tally.anHour());
  }

  private static String found(Evaluation.Result result) {
    var svg = new StringBuilder();
    int y = 0;
    for (var step : result.awake.entrySet()) {
      double cross = step.getValue().get(Type.CROSS_SENSOR.label()).share();
      double any = step.getValue().get(Evaluation.ANY).share();
      svg.append(text(0, y + 13, step.getKey().toString()));
      svg.append(bar(y + 2, 12, any, "#b8cbe0"));
      svg.append(bar(y + 4, 8, cross, "#2b6cb0"));
      svg.append(text(LABEL + WIDTH + 8, y + 13, TableReport.figure("%.1f %%", 100 * cross)));
      y += BAR;
    }
    return svg(y, svg);
  }

  private static String bar(int y, int height, double share, String colour) {
    return String.format(
        Locale.ROOT,
        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
        LABEL,
        y,
        share * WIDTH,
        height,
        colour);
  }

  private static String scores(Evaluation.Result result) {
    String cross = Type.CROSS_SENSOR.label();
    var svg = new StringBuilder(range(0, "normal", result.quiet.get(cross), "#38a169"));
    int y = BAR;
    for (var step : result.awake.entrySet()) {
      svg.append(range(y, step.getKey().toString(), step.getValue().get(cross), "#c05621"));
      y += BAR;
    }
    svg.append(line(x(1), 0, x(1), y, "#222"));
    for (double mark = LEAST; mark <= GREATEST; mark *= 10) {
      svg.append(text((int) x(mark) - 8, y + 14, TableReport.figure("%.1f", mark)));
    }
    return svg(y + BAR, svg);
  }

  private static String range(int y, String name, Tally tally, String colour) {
    double[] sorted = tally.sortedScores();
    double low = x(sorted[(int) (0.01 * (sorted.length - 1))]);
    double high = x(sorted[(int) (0.99 * (sorted.length - 1))]);
    double median = x(sorted[sorted.length / 2]);
    return text(0, y + 13, name)
        + line(low, y + 9, high, y + 9, colour)
        + line(median, y + 3, median, y + 15, colour);
  }

  /** Returns the position of a score on a logarithmic axis. */
  private static double x(double score) {
    double within = Math.min(GREATEST, Math.max(LEAST, score));
    return LABEL + WIDTH * Math.log(within / LEAST) / Math.log(GREATEST / LEAST);
  }

  private static String line(double x1, double y1, double x2, double y2, String colour) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"2\"/>",
        x1,
        y1,
        x2,
        y2,
        colour);
  }

  private static String text(int x, int y, String text) {
    return "<text x=\"" + x + "\" y=\"" + y + "\">" + text + "</text>";
  }

  private static String svg(int height, StringBuilder content) {
    return String.format(
        Locale.ROOT,
        "<svg width=\"%d\" height=\"%d\">%s</svg>",
        LABEL + WIDTH + 70,
        height,
        content);
  }

  private static String faults(Evaluation.Result result) {
    var kinds = result.faults.keySet().stream().map(FaultEffect::label);
    var rows = new StringBuilder(row("th", Stream.concat(Stream.of("sensor"), kinds)));
    for (Sensor sensor : Sensor.all()) {
      rows.append(faults(sensor.name(), result, tallies -> tallies.get(sensor)));
    }
    rows.append(faults("all", result, tallies -> FaultTally.sum(tallies.values())));
    var unseen =
        result.faults.values().stream()
            .map(tallies -> FaultTally.sum(tallies.values()).unseen())
            .map(share -> TableReport.figure("%.1f %%", 100 * share));
    rows.append(row("td", Stream.concat(Stream.of("no trace in 3 s"), unseen)));
    return "<table>" + rows + "</table>";
  }

  private static String faults(
      String name, Evaluation.Result result, Function<Map<Sensor, FaultTally>, FaultTally> of) {
    var shares =
        result.faults.values().stream()
            .map(of)
            .map(
                tally ->
                    tally == null
                        ? "-"
                        : TableReport.figure("%.1f %% ", 100 * tally.soon())
                            + TableReport.figure("(%.1f %%)", 100 * tally.ever()));
    return row("td", Stream.concat(Stream.of(name), shares));
  }

  private static String figures(Evaluation.Result result) {
    var rows =
        new StringBuilder(
            row("th", "step", "detector", "cycles", "found", "delay, s", "AUC", "named rightly"));
    result.awake.forEach(
        (step, tallies) ->
            tallies.forEach(
                (detector, tally) ->
                    rows.append(
                        row(
                            "td",
                            step.toString(),
                            detector,
                            String.valueOf(tally.cycles()),
                            TableReport.figure("%.1f %%", 100 * tally.share()),
                            TableReport.figure("%.0f", tally.delay()),
                            TableReport.figure("%.4f", tally.auc(result.quiet.get(detector))),
                            TableReport.figure("%.1f %%", 100 * tally.namedShare())))));
    return "<table>" + rows + "</table>";
  }

  private static String row(String cell, String... texts) {
    return row(cell, Arrays.stream(texts));
  }

  private static String row(String cell, Stream<String> texts) {
    return texts
        .map(text -> String.format(Locale.ROOT, "<%s>%s</%s>", cell, text, cell))
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }
}
