package io.hydrobeam.batch.dataset;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Options of the command {@code dataset}. */
public interface DatasetOptions extends PipelineOptions {
  @Description(
      "The --output of the stream, or one of its tables, OUTPUT/streaming or OUTPUT/compacted; or a"
          + " directory of measurements with PS1.txt to SE.txt, a cycle a row, and optional"
          + " cycles.txt. A path, hdfs://... or file:///...")
  @Validation.Required
  String getInput();

  void setInput(String value);

  @Description("The directory of the data set, which appears when it is whole. A path or URL.")
  @Validation.Required
  String getOutput();

  void setOutput(String value);

  @Description(
      "The labels: a profile.txt (cooler, valve, pump, accumulator and stable with tabs between"
          + " them, row i for cycle i, or as a cycles.txt beside it says), or a .csv with the"
          + " columns cycle, any of those five, and optional rig. Without it, the profile.txt of a"
          + " directory of measurements.")
  @Nullable String getLabels();

  void setLabels(@Nullable String value);

  @Description(
      "Added to the cycle numbers of a profile.txt: 1 for a source that counts cycles from one.")
  @Default.Integer(0)
  int getLabelsFirstCycle();

  void setLabelsFirstCycle(int value);

  @Description("What is written: parquet, csv or both.")
  @Default.String("both")
  String getFormat();

  void setFormat(String value);

  @Description(
      "What becomes of cycles without a label, with samples missing or with a number that came"
          + " again: exclude or keep. The manifest lists them either way.")
  @Default.String("exclude")
  String getIncomplete();

  void setIncomplete(String value);

  @Description("Whether a data set that is at the output already is replaced.")
  @Default.Boolean(false)
  boolean isOverwrite();

  void setOverwrite(boolean value);

  @Description("The length of a load cycle, in seconds.")
  @Default.Double(60)
  double getCycleLength();

  void setCycleLength(double value);

  @Description("Into how many phases of the same length a cycle is cut.")
  @Default.Integer(10)
  int getPhases();

  void setPhases(int value);

  @Description(
      "How many neighbouring cycle numbers are in train or in test together, since neighbours share"
          + " conditions.")
  @Default.Integer(50)
  int getBlock();

  void setBlock(int value);

  @Description("The share of the blocks that are for testing, from 0 to 1.")
  @Default.Double(0.2)
  double getTestShare();

  void setTestShare(double value);

  @Description("Which blocks are for testing: any whole number; the same gives the same.")
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
      "The file that describes the rig: its groups, and how many samples a second make a cycle"
          + " complete. Without it, conf/rig.yaml, under spark-submit as it was when the program was"
          + " built.")
  @Nullable String getConfig();

  void setConfig(@Nullable String value);
}
