package io.hydrobeam.learning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Assignment of examples to parts of about equal size, determined by a seed. */
final class Folds {
  private Folds() {}

  /** Assigns each example separately. */
  static int[] random(int examples, int folds, long seed) {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < examples; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    var parts = new int[examples];
    for (int i = 0; i < examples; i++) {
      parts[order.get(i)] = i % folds;
    }
    return parts;
  }

  /** Assigns examples of one block to the same part. */
  static int[] blocked(List<String> blocks, int folds, long seed) {
    var distinct = new ArrayList<>(new TreeSet<>(blocks));
    int[] dealt = random(distinct.size(), folds, seed);
    var parts = new HashMap<String, Integer>();
    for (int i = 0; i < dealt.length; i++) {
      parts.put(distinct.get(i), dealt[i]);
    }
    return blocks.stream().mapToInt(parts::get).toArray();
  }
}
