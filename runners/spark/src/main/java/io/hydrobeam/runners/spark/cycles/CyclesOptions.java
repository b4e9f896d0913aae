package io.hydrobeam.runners.spark.cycles;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Options of the command {@code cycles}. */
public interface CyclesOptions extends PipelineOptions {
  @Description(
      "The --output of the stream, hdfs://HOST:PORT/PATH or file:///PATH. Missing tables "
          + "count as empty.")
  @Validation.Required
  String getInput();

  void setInput(String value);

  @Description("The rig. Without it, the only rig, or for list all rigs.")
  String getRig();

  void setRig(String value);

  @Description("trend: the column of rows. Its mean, minimum and maximum are shown.")
  String getFeature();

  void setFeature(String value);

  @Description("trend: the time span of each line: cycle, hour or day, in UTC.")
  @Default.Enum("cycle")
  Span getBy();

  void setBy(Span value);

  @Description("compare and trend: the HTML file for the plots.")
  @Default.String("cycles.html")
  String getHtml();

  void setHtml(String value);

  @Description("compare: the number of differences to show, the most unusual first.")
  @Default.Integer(20)
  int getTop();

  void setTop(int value);

  @Description(
      "A Spark SQL query over the tables rows, cycle_rows (with cycle_start), cycles, "
          + "anomalies and alerts.")
  String getSql();

  void setSql(String value);

  /** Unit of time of a trend. */
  enum Span {
    cycle,
    hour,
    day
  }
}
