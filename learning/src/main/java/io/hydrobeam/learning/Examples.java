package io.hydrobeam.learning;

import io.hydrobeam.batch.dataset.Label;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is learnt from: a row a cycle.
 *
 * @param features the names of the features
 * @param values for each cycle the value of each feature, all finite
 * @param blocks for each cycle what it shares with its neighbours, equal for those of one block
 * @param labels for each label that all cycles have, its value for each cycle
 */
record Examples(
    List<String> features, double[][] values, List<String> blocks, Map<Label, int[]> labels) {
  /** Checks that all have the same cycles. */
  Examples {
    for (int[] label : labels.values()) {
      if (label.length != values.length) {
        throw new IllegalArgumentException(label.length + " labels of " + values.length);
      }
    }
    if (blocks.size() != values.length) {
      throw new IllegalArgumentException(blocks.size() + " blocks of " + values.length);
    }
    features = List.copyOf(features);
    blocks = List.copyOf(blocks);
    labels = new EnumMap<>(labels);
  }

  /** How many cycles there are. */
  int size() {
    return values.length;
  }
}
