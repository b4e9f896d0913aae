package io.hydrobeam.batch.compact;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Options of the command {@code compact}. */
public interface CompactOptions extends PipelineOptions {
  @Description(
      "The --output of the stream, for all of its tables, or one of them: the directory streaming,"
          + " anomalies or alerts below it; hdfs://HOST:PORT/PATH or file:///PATH.")
  @Validation.Required
  String getInput();

  void setInput(String value);

  @Description(
      "The table of large files, one an hour and rig: hdfs://HOST:PORT/PATH or file:///PATH. Only"
          + " with a single table as --input. Default: beside the input, compacted for streaming,"
          + " compacted-anomalies for anomalies and compacted-alerts for alerts.")
  @Nullable String getOutput();

  void setOutput(String value);

  @Description(
      "How long an hour must be over, by this machine's clock, before it is compacted: an ISO-8601"
          + " duration such as PT2H or PT90M. Longer than rows may come late.")
  @Default.String("PT2H")
  String getOlderThan();

  void setOlderThan(String value);

  @Description(
      "Whether small files are deleted once their rows were read back from the large file, and the"
          + " directories that are empty then.")
  @Default.Boolean(false)
  boolean isDelete();

  void setDelete(boolean value);
}
