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
          "The directory of the data set, as bin/hydrobeam dataset made it. A path or URL."
              + " Required.")
  private String dataset;

  @Option(
      names = "--floor",
      paramLabel = "TEXT,...",
      split = ",",
      description =
          "The least accuracy of the best classifier in blocks, for a label: LABEL:SHARE, such as"
              + " valve:0.99; several with commas. Below one of them the command fails.")
  private List<String> floor;

  @Option(
      names = "--folds",
      paramLabel = "NUMBER",
      defaultValue = "5",
      description =
          "Into how many parts the cycles are dealt, each of which is predicted once."
              + " Default: ${DEFAULT-VALUE}.")
  private int folds;

  @Option(
      names = "--block",
      paramLabel = "NUMBER",
      defaultValue = "50",
      description =
          "How many neighbouring cycle numbers are dealt together, for the figure in blocks."
              + " Default: ${DEFAULT-VALUE}.")
  private int block;

  @Option(
      names = "--trees",
      paramLabel = "NUMBER",
      defaultValue = "50",
      description = "How many trees a forest has." + " Default: ${DEFAULT-VALUE}.")
  private int trees;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description =
          "How cycles are dealt and trees are grown: the same number gives the same figures."
              + " Default: ${DEFAULT-VALUE}.")
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
