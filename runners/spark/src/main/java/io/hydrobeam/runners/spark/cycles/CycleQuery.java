package io.hydrobeam.runners.spark.cycles;

import io.hydrobeam.common.UserException;
import java.util.List;

/** Question about past cycles. */
interface CycleQuery {
  /** Answers the question by queries over the history. */
  QueryResult ask(History history);

  /**
   * Parses the question of a command line.
   *
   * @throws UserException naming the valid questions, if the words are not a question
   */
  static CycleQuery of(List<String> words, CyclesOptions options) {
    String verb = words.isEmpty() ? "" : words.get(0);
    if (options.getSql() != null && words.isEmpty()) {
      return history -> new QueryResult(TextTable.of(history.query(options.getSql())), null);
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
    throw UserException.invalid(
        "cycles takes list, compare A B, trend --feature=COLUMN or --sql=QUERY, not '%s'",
        String.join(" ", words));
  }

  /** Returns a text as a literal of SQL. */
  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** Returns the rig of this name, or the only rig if the name is null. */
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
        ? UserException.failed("the history has no rows; run the stream first")
        : UserException.invalid("--rig takes one of %s", String.join(", ", rigs));
  }
}
