package io.hydrobeam.batch.compact;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Options of the command {@code compact}. */
public interface CompactOptions extends PipelineOptions {
  @Description(
      "The --output of the stream, for all its tables, or one table below it: streaming, "
          + "anomalies or alerts. A URI such as hdfs://HOST:PORT/PATH or file:///PATH.")
  @Validation.Required
  String getInput();

  void setInput(String value);

  @Description(
      "The table of compacted files, one for each hour and rig: hdfs://HOST:PORT/PATH or "
          + "file:///PATH. Only with a single table as --input. Default: beside the input, "
          + "compacted for streaming, compacted-anomalies for anomalies and compacted-alerts "
          + "for alerts.")
  @Nullable String getOutput();

  void setOutput(String value);

  @Description(
      "The minimum age of an hour, by this machine's clock, before the hour is compacted: "
          + "an ISO-8601 duration such as PT2H or PT90M. Choose more than rows may be late.")
  @Default.String("PT2H")
  String getOlderThan();

  void setOlderThan(String value);

  @Description(
      "Whether small files and empty directories are deleted after their rows were read "
          + "back from the compacted file.")
  @Default.Boolean(false)
  boolean isDelete();

  void setDelete(boolean value);
}
