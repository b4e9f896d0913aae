package io.hydrobeam.runners.spark.cycles;

import io.hydrobeam.pipeline.CommandException;
import java.util.List;

/** A question about the past. */
interface Question {
  /** Answers it by queries over the history. */
  Answer ask(History history);

  /**
   * The question that a command line asks.
   *
   * @throws CommandException if it asks none, naming what it may ask
   */
  static Question of(List<String> words, CyclesOptions options) {
    String verb = words.isEmpty() ? "" : words.get(0);
    if (options.getSql() != null && words.isEmpty()) {
      return history -> new Answer(TextTable.of(history.query(options.getSql())), null);
    } else if (verb.equals("list") && words.size() == 1) {
      return new ListCycles(options.getRig());
    } else if (verb.equals("trend") && words.size() == 1) {
      return Trend.of(options);
    } else if (verb.equals("compare") && words.size() == 3) {
      return new CompareCycles(
          CycleName.parse(words.get(1)),
          CycleName.parse(words.get(2)),
          options.getRig(),
          options.getTop());
    }
    throw CommandException.usage(
        "cycles takes list, compare A B, trend --feature=COLUMN or --sql=QUERY, not '%s'",
        String.join(" ", words));
  }

  /** A text as a literal of a query. */
  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** The rig that was named, or the only one. */
  static String rig(History history, String named) {
    List<String> rigs =
        history.query("SELECT DISTINCT rig FROM rows ORDER BY rig").collectAsList().stream()
            .map(row -> row.getString(0))
            .toList();
    if (named == null && rigs.size() == 1) {
      return rigs.get(0);
    } else if (named != null && rigs.contains(named)) {
      return named;
    }
    throw rigs.isEmpty()
        ? CommandException.failed("the history holds no rows; let the stream write some first")
        : CommandException.usage("--rig takes one of %s", String.join(", ", rigs));
  }
}
