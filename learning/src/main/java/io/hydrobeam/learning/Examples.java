package io.hydrobeam.learning;

import io.hydrobeam.batch.dataset.Label;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Training examples, one row per cycle.
 *
 * @param features names of the features
 * @param values value of each feature for each cycle, all finite
 * @param blocks block of each cycle, equal for neighbours in one block
 * @param labels value of each label for each cycle, for labels that all cycles have
 */
record Examples(
    List<String> features, double[][] values, List<String> blocks, Map<Label, int[]> labels) {
  /** Checks that all components have the same number of cycles. */
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

  /** Returns the number of cycles. */
  int size() {
    return values.length;
  }
}
