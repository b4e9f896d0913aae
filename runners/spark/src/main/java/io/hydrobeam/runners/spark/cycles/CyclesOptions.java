package io.hydrobeam.runners.spark.cycles;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Options of the command {@code cycles}. */
public interface CyclesOptions extends PipelineOptions {
  @Description(
      "The --output of the stream, with its tables streaming, compacted, anomalies and alerts, as far as"
          + " they are there: hdfs://HOST:PORT/PATH or file:///PATH.")
  @Validation.Required
  String getInput();

  void setInput(String value);

  @Description("The rig that is asked about; without it, the only one there is, or for list all.")
  String getRig();

  void setRig(String value);

  @Description("trend: the column of the rows whose mean, least and greatest value is shown.")
  String getFeature();

  void setFeature(String value);

  @Description("trend: what one line of the table covers: cycle, hour or day; UTC.")
  @Default.Enum("cycle")
  Span getBy();

  void setBy(Span value);

  @Description("compare and trend: the file that the page with the plots is written to.")
  @Default.String("cycles.html")
  String getHtml();

  void setHtml(String value);

  @Description("compare: how many differences are shown, the most unusual first.")
  @Default.Integer(20)
  int getTop();

  void setTop(int value);

  @Description(
      "A query in Spark SQL over the tables rows, cycle_rows (with cycle_start), cycles, anomalies"
          + " and alerts, instead of a question.")
  String getSql();

  void setSql(String value);

  /** Unit of time of a trend. */
  enum Span {
    cycle,
    hour,
    day
  }
}
