package io.hydrobeam.batch.evaluate;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Options of the command {@code evaluate}. */
public interface EvaluateOptions extends PipelineOptions {
  @Description("The data set directory: PS1.txt to SE.txt, with one cycle of 60 s in each row.")
  @Validation.Required
  String getDataset();

  void setDataset(String value);

  @Description(
      "The labels file, with one row for each cycle and tabs between the values: cooler, "
          + "valve, pump, accumulator, stable (0 means stable). A bare name is also looked up "
          + "in the data set directory.")
  @Validation.Required
  String getLabels();

  void setLabels(String value);

  @Description(
      "The directory for evaluation.json and evaluation.html. Without it, only tables are "
          + "printed.")
  String getOutput();

  void setOutput(String value);

  @Description("The rig file, with its detectors; see stream.")
  String getConfig();

  void setConfig(String value);
}
