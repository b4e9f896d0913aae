package io.hydrobeam.alert;

import static io.hydrobeam.detect.Findings.exact;

import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.Anomaly;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Texts of alerts: condition, place, start, and value against limit. */
final class AlertText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private AlertText() {}

  /**
   * The sentence of a message.
   *
   * @param shown the last anomaly; of a condition that is over, the worst
   * @param since the start of the condition's first window, epoch milliseconds
   * @param until the end of the last window in which it was found
   */
  static String of(State state, Anomaly shown, long since, long until) {
    String lasting =
        String.format(
            Locale.ROOT,
            "since %s, for %s",
            TIME.format(Instant.ofEpochMilli(since)),
            duration(until - since));
    return switch (state) {
      case RAISED -> String.format(Locale.ROOT, "%s (%s)", shown.message(), lasting);
      case ESCALATED ->
          String.format(Locale.ROOT, "%s (critical now; %s)", shown.message(), lasting);
      case EASED ->
          String.format(Locale.ROOT, "%s (no longer critical; %s)", shown.message(), lasting);
      case REMINDED -> String.format(Locale.ROOT, "%s (still so, %s)", shown.message(), lasting);
      case CLEARED ->
          String.format(
              Locale.ROOT,
              "Rig %s: %s%s is over (it was there %s; at worst %s against a limit of %s)",
              shown.rig(),
              shown.type().label().replace('_', ' '),
              shown.sensor() == null ? "" : " of " + shown.sensor().label(),
              lasting,
              exact(shown.value()),
              exact(shown.limit()));
    };
  }

  /**
   * The sentence of an alert that ends with its rig.
   *
   * @param worst the worst that was found
   * @param silent for how long no row has come, in milliseconds
   */
  static String ofGone(Anomaly worst, long since, long until, long silent) {
    return String.format(
        Locale.ROOT,
        "%s; rig gone: no row has come for %s)",
        withoutEnd(of(State.CLEARED, worst, since, until)),
        duration(silent));
  }

  private static String withoutEnd(String sentence) {
    return sentence.substring(0, sentence.length() - 1);
  }

  /** Returns the anomaly as far as an alert message holds it. */
  static Anomaly shownIn(Alert told) {
    // what the message says more stands in the last parentheses, which hold none
    int more = told.message().lastIndexOf(" (");
    return new Anomaly(
        told.rig(),
        told.cycle(),
        told.windowStartMillis(),
        told.windowEndMillis(),
        told.type(),
        told.sensor(),
        told.severity(),
        told.value(),
        told.limit(),
        more < 0 ? told.message() : told.message().substring(0, more),
        told.component());
  }

  /** A duration for a technician: 12 s, 3 min 5 s, 4 h 10 min. */
  static String duration(long millis) {
    if (millis < MINUTE) {
      return String.format(Locale.ROOT, "%d s", millis / SECOND);
    } else if (millis < HOUR) {
      return String.format(Locale.ROOT, "%d min %d s", millis / MINUTE, millis % MINUTE / SECOND);
    }
    return String.format(Locale.ROOT, "%d h %d min", millis / HOUR, millis % HOUR / MINUTE);
  }
}
