package io.hydrobeam.pipeline.backend;

import io.hydrobeam.common.UserException;
import java.util.List;

/** Check of one requirement of a stream. Leaves no changes behind. */
public interface Check {
  /** Returns the subject of the check, one or two words of at most twelve letters. */
  String name();

  /** Returns the names of the checks that must succeed before this one. */
  default List<String> needs() {
    return List.of();
  }

  /**
   * Runs the check.
   *
   * @return at least one finding
   * @throws UserException with the error and the remedy, instead of a failed finding
   */
  List<Finding> run();
}
