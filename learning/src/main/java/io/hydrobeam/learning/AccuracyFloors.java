package io.hydrobeam.learning;

import io.hydrobeam.batch.dataset.Label;
import io.hydrobeam.common.UserException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Minimum accuracies required by {@code --floor}. */
final class AccuracyFloors {
  private static final Pattern FLOOR = Pattern.compile("([a-z]+):(0?\\.\\d+|0|1(?:\\.0*)?)");

  private AccuracyFloors() {}

  /**
   * Parses {@code LABEL:SHARE}.
   *
   * @throws UserException with the invalid value and the valid ones
   */
  static Map<Label, Double> parse(@Nullable List<String> floors) {
    var byLabel = new EnumMap<Label, Double>(Label.class);
    for (String floor : floors == null ? List.<String>of() : floors) {
      Matcher matcher = FLOOR.matcher(floor);
      Label label =
          matcher.matches()
              ? Label.all().stream()
                  .filter(l -> l.column().equals(matcher.group(1)))
                  .findFirst()
                  .orElse(null)
              : null;
      if (label == null) {
        throw UserException.invalid(
            "--floor takes LABEL:SHARE, such as valve:0.99, with one of the labels %s and a share"
                + " from 0 to 1, not %s",
            String.join(", ", Label.all().stream().map(Label::column).toList()), floor);
      }
      byLabel.put(label, Double.valueOf(matcher.group(2)));
    }
    return byLabel;
  }

  /**
   * Compares the results with the floors.
   *
   * @throws UserException listing every label below its floor
   */
  static void require(Map<Label, Double> floors, List<LabelCheck> checks) {
    var below =
        floors.entrySet().stream()
            .filter(
                floor ->
                    checks.stream()
                        .noneMatch(
                            c -> c.label() == floor.getKey() && c.best() >= floor.getValue()))
            .map(floor -> problem(floor.getKey(), floor.getValue(), checks))
            .toList();
    if (!below.isEmpty()) {
      throw UserException.failed("%s", String.join(System.lineSeparator(), below));
    }
  }

  private static String problem(Label label, double floor, List<LabelCheck> checks) {
    return checks.stream()
        .filter(check -> check.label() == label)
        .findFirst()
        .map(
            check ->
                String.format(
                    Locale.ROOT,
                    "%s reaches %.4f in blocks, below its floor of %s",
                    label.column(),
                    check.best(),
                    floor))
        .orElse(
            String.format(Locale.ROOT, "%s has a floor, and cannot be checked", label.column()));
  }
}
