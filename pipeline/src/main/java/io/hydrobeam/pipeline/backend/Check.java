package io.hydrobeam.pipeline.backend;

import io.hydrobeam.common.UserException;
import java.util.List;

/** Looks at one thing that a stream needs, and leaves it as it was. */
public interface Check {
  /** What is looked at, in a word or two of at most twelve letters. */
  String name();

  /** The names of the checks without whose success this one cannot be made. */
  default List<String> needs() {
    return List.of();
  }

  /**
   * Looks at it.
   *
   * @return at least one finding
   * @throws UserException with what is wrong and the remedy, in place of a failed finding
   */
  List<Finding> run();
}
