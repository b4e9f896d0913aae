package io.hydrobeam.batch.baseline;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Options of the command {@code baseline}. */
public interface BaselineOptions extends PipelineOptions {
  @Description(
      "Where the cycles are: the --output of a stream or one of its tables, hdfs://... or local, or"
          + " a data set directory with PS1.txt to SE.txt.")
  @Validation.Required
  String getInput();

  void setInput(String value);

  @Description("The file to write, hdfs://... or local; one of that name is replaced.")
  @Validation.Required
  String getOutput();

  void setOutput(String value);

  @Description(
      "Which of the cycles are normal, by number: A-B, both ends included. Without it, all, or"
          + " those that --where takes.")
  String getCycles();

  void setCycles(String value);

  @Description(
      "The labels of a data set's cycles, one row each: cooler, valve, pump, accumulator, stable"
          + " (0 if so). Stable cycles of other conditions teach what faults look like.")
  String getLabels();

  void setLabels(String value);

  @Description(
      "Which of the labelled cycles are normal: COMPONENT=LEVEL, several with commas, such as"
          + " cooler=100,valve=100. Only stable ones are taken.")
  String getWhere();

  void setWhere(String value);

  @Description("The rig whose rows are taken, where the input holds several.")
  String getRig();

  void setRig(String value);

  @Description("The file that describes the rig; see stream.")
  String getConfig();

  void setConfig(String value);
}
