package io.hydrobeam.learning;

import java.util.Arrays;

/**
 * Values of a label as classes, numbered from 0.
 *
 * @param values label value of each class, ascending
 * @param of class of each cycle
 */
record Classes(int[] values, int[] of) {
  static Classes of(int[] label) {
    int[] values = Arrays.stream(label).distinct().sorted().toArray();
    return new Classes(
        values, Arrays.stream(label).map(v -> Arrays.binarySearch(values, v)).toArray());
  }

  /** Returns the number of classes. */
  int count() {
    return values.length;
  }
}
