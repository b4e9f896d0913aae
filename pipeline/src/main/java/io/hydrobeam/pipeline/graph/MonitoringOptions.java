package io.hydrobeam.pipeline.graph;

import io.hydrobeam.tables.PartitionBy;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Options of the monitoring pipeline. Durations are in seconds and may have fractions. */
public interface MonitoringOptions extends PipelineOptions {
  @Description("The Kafka brokers: HOST:PORT, separated by commas.")
  @Default.String("localhost:9092")
  String getBootstrapServers();

  void setBootstrapServers(String value);

  @Description(
      "A properties file for all Kafka clients, with settings such as security.protocol, "
          + "sasl.jaas.config and ssl.truststore.location. The driver reads the file and sends "
          + "its content with the job. Other users must not be able to read the file.")
  String getKafkaProperties();

  void setKafkaProperties(String value);

  @Description(
      "The number N of Kafka readers that share the partitions. Reader r reads each "
          + "partition p of a topic with p mod N = r. Spark may place readers on different "
          + "executors.")
  @Default.Integer(1)
  int getReaders();

  void setReaders(int value);

  @Description("The prefix of all topic names.")
  @Default.String("hydraulic-")
  String getTopicPrefix();

  void setTopicPrefix(String value);

  @Description(
      "The start position in the topics: earliest, latest, committed, or a time such as "
          + "2025-11-08T14:30:00Z, which starts each partition at the first record at or after "
          + "the time. committed resumes at the offsets of --consumerGroup, and at earliest "
          + "without offsets. Rows are never duplicated, and alerts keep their ids, because the "
          + "stream reads its alerts back.")
  @Default.String("earliest")
  String getStartAt();

  void setStartAt(String value);

  @Description(
      "The consumer group with the offsets for --startAt=committed, on Spark. The stream "
          + "only commits offsets to the group and never joins it. Without it, hydrobeam- and a "
          + "hash of --output and --topicPrefix.")
  String getConsumerGroup();

  void setConsumerGroup(String value);

  @Description(
      "The directory of the tables streaming, anomalies and alerts: "
          + "hdfs://HOST:PORT/PATH, file:///PATH, or the URI of a Beam file system on the class "
          + "path.")
  @Validation.Required
  String getOutput();

  void setOutput(String value);

  @Description(
      "Whether to take over --output from an active run. The active run ends with an "
          + "error. Without it, a second run is refused. The lease of a killed run expires "
          + "after a minute, and at once on the same machine.")
  @Default.Boolean(false)
  boolean isTakeOver();

  void setTakeOver(boolean value);

  @Description(
      "The layout of the table streaming: SECOND, one file for each row, visible at once; "
          + "or MINUTE, one file for each minute and rig, for more than a few rigs.")
  @Default.Enum("SECOND")
  PartitionBy getPartitionBy();

  void setPartitionBy(PartitionBy value);

  @Description(
      "The rig file, with sensors, groups, limits and detectors. Default: conf/rig.yaml; "
          + "under spark-submit, the copy made when the program was built.")
  String getConfig();

  void setConfig(String value);

  @Description(
      "The baseline file written by bin/hydrobeam baseline, on HDFS or local. Without it, "
          + "detectors that need a baseline are off.")
  String getBaseline();

  void setBaseline(String value);

  @Description(
      "A PostgreSQL database for the latest state of each alert: "
          + "jdbc:postgresql://HOST:PORT/DATABASE. The stream creates the table alerts if it "
          + "does not exist.")
  String getAlertsJdbcUrl();

  void setAlertsJdbcUrl(String value);

  @Description("The user of the database of --alertsJdbcUrl.")
  String getAlertsJdbcUser();

  void setAlertsJdbcUser(String value);

  @Description("A file with the password of --alertsJdbcUser on its first line.")
  String getAlertsJdbcPasswordFile();

  void setAlertsJdbcPasswordFile(String value);

  @Description(
      "The rig of messages without a rig, 1 to 255 bytes in UTF-8. At most one rig may "
          + "omit its name. Otherwise samples of two rigs share a row, see high_sample_rate.")
  @Default.String("rig-1")
  String getDefaultRig();

  void setDefaultRig(String value);

  @Description(
      "The time zone of timestamps without a zone, such as UTC, +01:00 or Europe/Berlin. "
          + "In the repeated hour at the end of summer time, the meaning closer to the Kafka "
          + "timestamp of the record is used.")
  @Default.String("UTC")
  String getDefaultZone();

  void setDefaultZone(String value);

  @Description(
      "The earliest valid timestamp, a date or time from 1970 on, such as 2000-01-01 or "
          + "2000-01-01T00:00:00Z. Messages with earlier timestamps go to the dead-letter "
          + "topic. Their timestamps are in another unit, such as epoch seconds, or the clock "
          + "was never set.")
  @Default.String("2000-01-01")
  String getEarliestTimestamp();

  void setEarliestTimestamp(String value);

  @Description("The length of a window in seconds, at most 60. Each row covers one window.")
  @Default.Double(1)
  double getWindow();

  void setWindow(double value);

  @Description(
      "The allowed lateness in seconds of event time after the end of a window. Later "
          + "samples go to the dead-letter topic.")
  @Default.Double(10)
  double getAllowedLateness();

  void setAllowedLateness(double value);

  @Description(
      "The delay of the watermark behind the newest event time of a partition, in " + "seconds.")
  @Default.Double(1)
  double getWatermarkDelay();

  void setWatermarkDelay(double value);

  @Description(
      "The time without a sample after which a partition no longer holds back the "
          + "watermark, in seconds.")
  @Default.Double(5)
  double getIdleTimeout();

  void setIdleTimeout(double value);

  @Description(
      "The maximum clock skew in seconds. An event time further ahead of the wall clock "
          + "does not move the watermark, and rows do not wait for a rig or partition further "
          + "behind the others. One wrong clock therefore does not delay the rows of all rigs.")
  @Default.Double(600)
  double getMaxClockSkew();

  void setMaxClockSkew(double value);

  @Description(
      "The maximum time in seconds by which a sample may be ahead of its arrival, at "
          + "least --maxClockSkew. Samples further ahead go to the dead-letter topic as "
          + "from_the_future. The arrival is the Kafka timestamp of the record, but not later "
          + "than now. Without it, 3600, or --maxClockSkew if that is more.")
  Double getMaxFuture();

  void setMaxFuture(Double value);

  @Description(
      "The event time without a row after which a rig is gone, in seconds, at least 60. "
          + "The alerts of the rig are cleared and its state is removed until the rig returns.")
  @Default.Double(86400)
  double getRigGoneAfter();

  void setRigGoneAfter(double value);

  @Description(
      "The time without a sample after which all windows are closed and written and the "
          + "stream ends, in seconds. Without it, the stream runs until it is stopped.")
  Double getStopWhenIdle();

  void setStopWhenIdle(Double value);

  @Description(
      "The port of the driver's metrics for Prometheus, at /metrics; 0 takes a free port "
          + "and prints it. Without it, metrics are not served.")
  Integer getMetricsPort();

  void setMetricsPort(Integer value);

  @Description(
      "The address of --metricsPort. Every client that reaches the address can read all "
          + "metrics. 0.0.0.0 stands for all addresses of the machine.")
  @Default.String("127.0.0.1")
  String getMetricsHost();

  void setMetricsHost(String value);
}
