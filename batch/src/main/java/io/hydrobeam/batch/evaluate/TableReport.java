package io.hydrobeam.batch.evaluate;

import io.hydrobeam.model.Sensor;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Result of an evaluation as a table for a terminal. */
final class TableReport {
  private static final double GOAL = 0.95;
  private static final int WORST = 5;

  private TableReport() {}

  static void print(PrintStream out, Evaluation.Result result) {
    out.printf(
        Locale.ROOT,
        "%d cycles, %d conditions; trained and evaluated on different cycles%n%n",
        result.cycles,
        result.conditions);
    out.printf(
        Locale.ROOT,
        "Quiet? False alarms an hour (cycles alerted of 60)%n%-16s %10s %10s %10s%n",
        "detector",
        "stable",
        "unstable",
        "long runs");
    for (String detector : result.quiet.keySet()) {
      out.printf(
          Locale.ROOT,
          "%-16s %10.2f %10s %10s%n",
          detector,
          result.quiet.get(detector).anHour(),
          anHour(result.unstable, detector),
          anHour(result.longRuns, detector));
    }
    out.printf(
        Locale.ROOT,
        "%-16s %10d %10s %10s%n%n",
        "(cycles)",
        result.quiet.get(Evaluation.ANY).cycles(),
        cycles(result.unstable),
        cycles(result.longRuns));
    out.printf(
        Locale.ROOT,
        "Awake? Cycles found with one component worse and nothing else%n%-22s %-16s %6s %6s %8s"
            + " %6s %6s%n",
        "step",
        "detector",
        "cycles",
        "found",
        "delay s",
        "AUC",
        "named");
    result.awake.forEach(
        (step, tallies) ->
            tallies.forEach(
                (detector, tally) ->
                    out.printf(
                        Locale.ROOT,
                        "%-22s %-16s %6d %5.1f%% %8s %6.4f %6s%n",
                        step,
                        detector,
                        tally.cycles(),
                        100 * tally.share(),
                        figure("%.0f", tally.delay()),
                        tally.auc(result.quiet.get(detector)),
                        figure("%.1f%%", 100 * tally.namedShare()))));
    faults(out, result.faults);
  }

  private static void faults(PrintStream out, Map<FaultEffect, Map<Sensor, FaultTally>> faults) {
    out.printf(
        Locale.ROOT,
        "%nFaulty sensors: alerts that name the sensor, in event time from the fault's start%n"
            + "%-10s %6s %10s %6s %8s %10s  %s%n",
        "fault",
        "faults",
        "within 3 s",
        "ever",
        "delay s",
        "no trace",
        "worst within 3 s");
    faults.forEach(
        (fault, sensors) -> {
          FaultTally all = FaultTally.sum(sensors.values());
          out.printf(
              Locale.ROOT,
              "%-10s %6d %9.1f%% %5.1f%% %8s %9.1f%%  %s%n",
              fault.label(),
              all.faults(),
              100 * all.soon(),
              100 * all.ever(),
              figure("%.0f", all.delay()),
              100 * all.unseen(),
              worst(sensors));
        });
    out.println(
        "no trace: the sensor sends correct values for the first 3 s, so the fault cannot "
            + "be detected");
  }

  private static String worst(Map<Sensor, FaultTally> sensors) {
    return sensors.entrySet().stream()
        .filter(e -> e.getValue().soon() < GOAL)
        .sorted(Comparator.comparingDouble(e -> e.getValue().soon()))
        .limit(WORST)
        .map(e -> e.getKey() + figure(" %.1f%%", 100 * e.getValue().soon()))
        .collect(Collectors.joining(", "));
  }

  private static String anHour(Map<String, Tally> tallies, String detector) {
    Tally tally = tallies.get(detector);
    return tally == null ? "-" : figure("%.2f", tally.anHour());
  }

  private static String cycles(Map<String, Tally> tallies) {
    Tally any = tallies.get(Evaluation.ANY);
    return any == null ? "-" : String.valueOf(any.cycles());
  }

  static String figure(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }
}
