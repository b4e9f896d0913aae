package io.hydrobeam.pipeline.sink;

import io.hydrobeam.model.Alert;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Prints each alert as one line and passes the alert on. The line appears on the console of the
 * process: the terminal for a local run, the standard output of the executor on a cluster. A
 * retried bundle prints no line twice.
 */
public final class PrintAlerts extends PTransform<PCollection<Alert>, PCollection<Alert>> {
  private static final long serialVersionUID = 1L;
  private static final int REMEMBERED = 10_000;

  /** Messages printed last by this process; the oldest are removed first. */
  private static final Set<String> PRINTED =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  @Override
  public PCollection<Alert> expand(PCollection<Alert> alerts) {
    return alerts.apply("Print", ParDo.of(new PrintFn()));
  }

  /** Returns the printed line of an alert. */
  public static String line(Alert alert) {
    return String.format(
        Locale.ROOT,
        "ALERT %s %s %s %s %s",
        Instant.ofEpochMilli(alert.windowStartMillis()),
        alert.severity().label().toUpperCase(Locale.ROOT),
        alert.state().label(),
        alert.type().label(),
        printable(alert.message()));
  }

  /** Replaces control characters, which a rig name may contain, by question marks. */
  public static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static final class PrintFn extends DoFn<Alert, Alert> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(@Element Alert alert, OutputReceiver<Alert> out) {
      if (PRINTED.add(alert.id() + alert.windowStartMillis())) {
        System.out.println(line(alert));
      }
      out.output(alert);
    }
  }
}
