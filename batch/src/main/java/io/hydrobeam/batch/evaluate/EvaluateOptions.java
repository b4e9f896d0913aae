package io.hydrobeam.batch.evaluate;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Options of the command {@code evaluate}. */
public interface EvaluateOptions extends PipelineOptions {
  @Description("The data set: a directory with PS1.txt to SE.txt, one 60 s cycle a row.")
  @Validation.Required
  String getDataset();

  void setDataset(String value);

  @Description(
      "The labels of its cycles, one row each: cooler, valve, pump, accumulator, stable (0 if so),"
          + " with tabs between them. A bare name is looked for in the data set's directory, too.")
  @Validation.Required
  String getLabels();

  void setLabels(String value);

  @Description("A directory for evaluation.json and evaluation.html; without it, only the table.")
  String getOutput();

  void setOutput(String value);

  @Description("The file that describes the rig, with its detectors; see stream.")
  String getConfig();

  void setConfig(String value);
}
