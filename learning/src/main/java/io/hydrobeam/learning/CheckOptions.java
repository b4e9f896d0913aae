package io.hydrobeam.learning;

import java.util.List;
import picocli.CommandLine.Option;

/** Options of the command {@code dataset-check}. */
final class CheckOptions {
  @Option(
      names = "--dataset",
      paramLabel = "DIR",
      required = true,
      description =
          "The directory of a data set exported by bin/hydrobeam dataset, a path or URI. "
              + "Required.")
  private String dataset;

  @Option(
      names = "--floor",
      paramLabel = "TEXT,...",
      split = ",",
      description =
          "The minimum blocked accuracy of the best classifier for a label: LABEL:SHARE, such "
              + "as valve:0.99, separated by commas. Below a minimum the command fails.")
  private List<String> floor;

  @Option(
      names = "--folds",
      paramLabel = "NUMBER",
      defaultValue = "5",
      description =
          "The number of parts of the cycles. Each part is predicted once. Default: "
              + "${DEFAULT-VALUE}.")
  private int folds;

  @Option(
      names = "--block",
      paramLabel = "NUMBER",
      defaultValue = "50",
      description =
          "The number of neighbouring cycles in a block, for the blocked accuracy. Default: "
              + "${DEFAULT-VALUE}.")
  private int block;

  @Option(
      names = "--trees",
      paramLabel = "NUMBER",
      defaultValue = "50",
      description = "The number of trees in a forest. Default: ${DEFAULT-VALUE}.")
  private int trees;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description =
          "The seed of all random choices. Equal seeds give equal figures. Default: "
              + "${DEFAULT-VALUE}.")
  private long seed;

  String getDataset() {
    return dataset;
  }

  List<String> getFloor() {
    return floor;
  }

  int getFolds() {
    return folds;
  }

  int getBlock() {
    return block;
  }

  int getTrees() {
    return trees;
  }

  long getSeed() {
    return seed;
  }
}
