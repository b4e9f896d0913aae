package io.hydrobeam.batch.baseline;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Options of the command {@code baseline}. */
public interface BaselineOptions extends PipelineOptions {
  @Description(
      "The source of the cycles: the --output of a stream or one of its tables, on HDFS "
          + "or local, or a data set directory with PS1.txt to SE.txt.")
  @Validation.Required
  String getInput();

  void setInput(String value);

  @Description("The baseline file to write, on HDFS or local. An existing file is replaced.")
  @Validation.Required
  String getOutput();

  void setOutput(String value);

  @Description(
      "The numbers of the normal cycles: A-B, both ends included. Without it, all cycles, "
          + "or those that --where selects.")
  String getCycles();

  void setCycles(String value);

  @Description(
      "The labels file of a data set directory, one row for each cycle: cooler, valve, "
          + "pump, accumulator, stable (0 means stable). Stable cycles of other conditions "
          + "teach the signatures of faults.")
  String getLabels();

  void setLabels(String value);

  @Description(
      "The condition of the normal cycles: COMPONENT=LEVEL, separated by commas, such as "
          + "cooler=100,valve=100. Only stable cycles are used.")
  String getWhere();

  void setWhere(String value);

  @Description("The rig to learn from, if the input holds several rigs.")
  String getRig();

  void setRig(String value);

  @Description("The rig file; see stream.")
  String getConfig();

  void setConfig(String value);
}
