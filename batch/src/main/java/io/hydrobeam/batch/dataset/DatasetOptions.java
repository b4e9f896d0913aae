package io.hydrobeam.batch.dataset;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Options of the command {@code dataset}. */
public interface DatasetOptions extends PipelineOptions {
  @Description(
      "The --output of the stream, or one of its tables OUTPUT/streaming or "
          + "OUTPUT/compacted; or a data set directory with PS1.txt to SE.txt, one cycle in "
          + "each row, and optionally cycles.txt. A path, or a URI such as "
          + "hdfs://HOST:PORT/PATH.")
  @Validation.Required
  String getInput();

  void setInput(String value);

  @Description(
      "The directory for the exported data set, a path or URI. The directory appears when "
          + "the export is complete.")
  @Validation.Required
  String getOutput();

  void setOutput(String value);

  @Description(
      "The labels file: a profile.txt (cooler, valve, pump, accumulator and stable, "
          + "separated by tabs; row i is cycle i, unless a cycles.txt beside it has the "
          + "numbers), or a .csv with the column cycle, at least one of these five, and "
          + "optionally rig. Without it, the profile.txt of a data set directory.")
  @Nullable String getLabels();

  void setLabels(@Nullable String value);

  @Description(
      "The number that is added to the cycle numbers of a profile.txt. Use 1 if the "
          + "source counts cycles from one.")
  @Default.Integer(0)
  int getLabelsFirstCycle();

  void setLabelsFirstCycle(int value);

  @Description("The format of the export: parquet, csv or both.")
  @Default.String("both")
  String getFormat();

  void setFormat(String value);

  @Description(
      "Whether to exclude or keep cycles without a label, with missing samples or with a "
          + "repeated number. The manifest lists these cycles in both cases.")
  @Default.String("exclude")
  String getIncomplete();

  void setIncomplete(String value);

  @Description("Whether to replace an existing data set at --output.")
  @Default.Boolean(false)
  boolean isOverwrite();

  void setOverwrite(boolean value);

  @Description("The length of a load cycle, in seconds.")
  @Default.Double(60)
  double getCycleLength();

  void setCycleLength(double value);

  @Description("The number of phases of equal length in a cycle.")
  @Default.Integer(10)
  int getPhases();

  void setPhases(int value);

  @Description(
      "The number of neighbouring cycles that are in train or in test together, because "
          + "neighbouring cycles share conditions.")
  @Default.Integer(50)
  int getBlock();

  void setBlock(int value);

  @Description("The share of the blocks for testing, from 0 to 1.")
  @Default.Double(0.2)
  double getTestShare();

  void setTestShare(double value);

  @Description(
      "The seed for the choice of the blocks for testing. Equal seeds choose equal " + "blocks.")
  @Default.Long(1)
  long getSeed();

  void setSeed(long value);

  @Description("Only windows that start at this time or later, such as 2025-11-08T14:30:00Z.")
  @Nullable String getFrom();

  void setFrom(@Nullable String value);

  @Description("Only windows that start before this time.")
  @Nullable String getTo();

  void setTo(@Nullable String value);

  @Description(
      "The rig file, with the groups and sample rates of the sensors. Default: "
          + "conf/rig.yaml; under spark-submit, the copy made when the program was built.")
  @Nullable String getConfig();

  void setConfig(@Nullable String value);
}
