package io.hydrobeam.learning;

import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Options of the command {@code dataset-check}. */
public interface CheckOptions extends PipelineOptions {
  @Description("The directory of the data set, as bin/hydrobeam dataset made it. A path or URL.")
  @Validation.Required
  String getDataset();

  void setDataset(String value);

  @Description(
      "The least accuracy of the best classifier in blocks, for a label: LABEL:SHARE, such as"
          + " valve:0.99; several with commas. Below one of them the command fails.")
  @Nullable List<String> getFloor();

  void setFloor(@Nullable List<String> value);

  @Description("Into how many parts the cycles are dealt, each of which is predicted once.")
  @Default.Integer(5)
  int getFolds();

  void setFolds(int value);

  @Description("How many neighbouring cycle numbers are dealt together, for the figure in blocks.")
  @Default.Integer(50)
  int getBlock();

  void setBlock(int value);

  @Description("How many trees a forest has.")
  @Default.Integer(50)
  int getTrees();

  void setTrees(int value);

  @Description("How cycles are dealt and trees are grown: the same number gives the same figures.")
  @Default.Long(1)
  long getSeed();

  void setSeed(long value);
}
