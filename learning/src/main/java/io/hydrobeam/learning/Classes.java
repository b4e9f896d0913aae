package io.hydrobeam.learning;

import java.util.Arrays;

/**
 * The values of a label as classes, numbered from 0.
 *
 * @param values what the numbers stand for, ascending
 * @param of the class of each cycle
 */
record Classes(int[] values, int[] of) {
  static Classes of(int[] label) {
    int[] values = Arrays.stream(label).distinct().sorted().toArray();
    return new Classes(
        values, Arrays.stream(label).map(v -> Arrays.binarySearch(values, v)).toArray());
  }

  /** How many there are. */
  int count() {
    return values.length;
  }
}
