package io.hydrobeam.runners.spark.cycles;

import io.hydrobeam.common.UserException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Name of a cycle in the command line: the number, or number and start if the number is not unique.
 *
 * @param number the cycle number
 * @param start the start of the first window, or null for the only cycle with this number
 */
record CycleName(int number, @Nullable Instant start) {
  /**
   * Parses {@code 12} or {@code 12@2026-03-01T08:00:00Z}.
   *
   * @throws UserException if the text has neither form
   */
  static CycleName parse(String text) {
    int at = text.indexOf('@');
    try {
      return at < 0
          ? new CycleName(Integer.parseInt(text), null)
          : new CycleName(
              Integer.parseInt(text.substring(0, at)),
              DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text.substring(at + 1), Instant::from));
    } catch (NumberFormatException | DateTimeParseException e) {
      throw UserException.invalid(
          "compare takes the numbers of two cycles, such as 12, or 12@2026-03-01T08:00:00Z where"
              + " several cycles have one number, not %s",
          text);
    }
  }

  /**
   * Finds the cycle in a history.
   *
   * @throws UserException if no cycle matches, or several cycles match
   */
  CycleName find(History history, String rig) {
    List<Instant> starts =
        history
            .query(
                String.format(
                    Locale.ROOT,
                    "SELECT start FROM cycles WHERE rig = %s AND cycle = %d ORDER BY start",
                    CycleQuery.literal(rig),
                    number))
            .collectAsList()
            .stream()
            .map(row -> row.getTimestamp(0).toInstant())
            .toList();
    if (starts.isEmpty() || start != null && !starts.contains(start)) {
      throw UserException.failed(
          "%s has no cycle %s; 'cycles list' shows those that it has", rig, this);
    } else if (start == null && starts.size() > 1) {
      throw UserException.invalid(
          "%s has %d cycles %d: the number is not unique. Add the start, such as %s or %s; 'cycles"
              + " list' shows all",
          rig,
          starts.size(),
          number,
          new CycleName(number, starts.get(0)),
          new CycleName(number, starts.get(starts.size() - 1)));
    }
    return new CycleName(number, start == null ? starts.get(0) : start);
  }

  /**
   * Returns the SQL condition for the rows of this cycle in {@code cycle_rows}. The cycle must be
   * resolved by {@link #find} first.
   */
  String condition() {
    return String.format(
        Locale.ROOT, "(cycle = %d AND cycle_start = TIMESTAMP '%s')", number, start);
  }

  @Override
  public String toString() {
    return start == null ? Integer.toString(number) : number + "@" + start;
  }
}
