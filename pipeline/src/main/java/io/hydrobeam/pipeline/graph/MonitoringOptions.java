package io.hydrobeam.pipeline.graph;

import io.hydrobeam.tables.PartitionBy;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Options of the monitoring pipeline. Durations are in seconds and may have fractions. */
public interface MonitoringOptions extends PipelineOptions {
  @Description("The Kafka brokers to read from and to publish to: HOST:PORT, several with commas.")
  @Default.String("localhost:9092")
  String getBootstrapServers();

  void setBootstrapServers(String value);

  @Description(
      "A file of properties for every Kafka client: how to connect and as whom, such as"
          + " security.protocol, sasl.jaas.config and ssl.truststore.location. It is read here and"
          + " goes with the job; let no other user read it.")
  String getKafkaProperties();

  void setKafkaProperties(String value);

  @Description(
      "How many readers of Kafka share the partitions, each of which Spark may place on another"
          + " executor: reader r has each partition p of a topic with p mod N = r.")
  @Default.Integer(1)
  int getReaders();

  void setReaders(int value);

  @Description("What the names of all topics begin with.")
  @Default.String("hydraulic-")
  String getTopicPrefix();

  void setTopicPrefix(String value);

  @Description(
      "Where in the topics to begin: earliest, latest, committed, or a time such as"
          + " 2025-11-08T14:30:00Z, which means the first record of each partition that Kafka keeps"
          + " at or after it. committed goes on where an earlier run with the same --consumerGroup"
          + " came to, and is earliest where there was none. What was written before does not become"
          + " double, and alerts keep their ids, since what was alerted is read back.")
  @Default.String("earliest")
  String getStartAt();

  void setStartAt(String value);

  @Description(
      "The consumer group that holds the offsets for --startAt=committed, on Spark. Without it,"
          + " hydrobeam- and a number made of --output and --topicPrefix. Nobody is a member of it.")
  String getConsumerGroup();

  void setConsumerGroup(String value);

  @Description(
      "The directory of the tables: hdfs://HOST:PORT/PATH or file:///PATH. Rows are kept below"
          + " streaming/, anomalies below anomalies/, alerts below alerts/.")
  @Validation.Required
  String getOutput();

  void setOutput(String value);

  @Description(
      "Whether to take --output over from another run that is writing there. That run ends with an"
          + " error. Without it, a second run is refused. A run that was killed needs none: its place"
          + " is free after a minute, and at once on its own machine.")
  @Default.Boolean(false)
  boolean isTakeOver();

  void setTakeOver(boolean value);

  @Description(
      "How rows are kept: SECOND, a file a row, visible at once; or MINUTE, a file a minute and"
          + " rig, for more than a few rigs.")
  @Default.Enum("SECOND")
  PartitionBy getPartitionBy();

  void setPartitionBy(PartitionBy value);

  @Description(
      "The file that describes the rig: its sensors, groups, limits and detectors. Without it,"
          + " conf/rig.yaml, under spark-submit as it was when the program was built.")
  String getConfig();

  void setConfig(String value);

  @Description(
      "What is normal for the rig: a file that bin/hydrobeam baseline wrote, hdfs://... or local."
          + " Without it, only the detectors that need none are on.")
  String getBaseline();

  void setBaseline(String value);

  @Description(
      "A PostgreSQL database that keeps the last state of each alert in its table alerts, which is"
          + " made if it is absent: jdbc:postgresql://HOST:PORT/DATABASE. Without it, none.")
  String getAlertsJdbcUrl();

  void setAlertsJdbcUrl(String value);

  @Description("The user of that database.")
  String getAlertsJdbcUser();

  void setAlertsJdbcUser(String value);

  @Description("A file whose first line is the password of that user.")
  String getAlertsJdbcPasswordFile();

  void setAlertsJdbcPasswordFile(String value);

  @Description(
      "The rig of messages that name none, 1 to 255 bytes in UTF-8. No more than one rig may leave"
          + " out its name: the samples of two would be in one row, see high_sample_rate.")
  @Default.String("rig-1")
  String getDefaultRig();

  void setDefaultRig(String value);

  @Description(
      "The time zone of timestamps that name none, such as UTC, +01:00 or Europe/Berlin. Of an hour"
          + " that the clock shows twice, the meaning nearer to the record's Kafka timestamp counts.")
  @Default.String("UTC")
  String getDefaultZone();

  void setDefaultZone(String value);

  @Description(
      "The earliest timestamp that is believed, a day or a time of 1970 or later, such as 2000-01-01"
          + " or 2000-01-01T00:00:00Z. Messages with an earlier one go to the dead-letter topic:"
          + " they are in another unit, such as epoch seconds, or of a clock that was never set.")
  @Default.String("2000-01-01")
  String getEarliestTimestamp();

  void setEarliestTimestamp(String value);

  @Description("The length of a window, and so the time that a row covers, in seconds, at most 60.")
  @Default.Double(1)
  double getWindow();

  void setWindow(double value);

  @Description(
      "For how long a sample still counts once its window is closed, in seconds of event time; later"
          + " ones go to the dead-letter topic.")
  @Default.Double(10)
  double getAllowedLateness();

  void setAllowedLateness(double value);

  @Description(
      "How far behind the newest event time of its partition a sample may be, in seconds, for its"
          + " window to wait for it.")
  @Default.Double(1)
  double getWatermarkDelay();

  void setWatermarkDelay(double value);

  @Description(
      "After how many seconds without a sample a partition no longer holds the watermark back.")
  @Default.Double(5)
  double getIdleTimeout();

  void setIdleTimeout(double value);

  @Description(
      "How far ahead of the wall clock an event time may be and still move the watermark, and how far"
          + " behind the others a rig or partition may be for rows to wait for it, in seconds: it"
          + " keeps one wrong clock from holding up the rows of all.")
  @Default.Double(600)
  double getMaxClockSkew();

  void setMaxClockSkew(double value);

  @Description(
      "How far ahead of the time at which it came a sample may be and still count, in seconds, at"
          + " least --maxClockSkew; samples further ahead go to the dead-letter topic as"
          + " from_the_future. A sample came at the timestamp of its Kafka record, or now if that"
          + " lies ahead. Without it, 3600, or --maxClockSkew if that is more.")
  Double getMaxFuture();

  void setMaxFuture(Double value);

  @Description(
      "After how many seconds of event time without a row a rig is gone: its alerts are over, and"
          + " what is known of it is forgotten, until it comes back; 60 or more.")
  @Default.Double(86400)
  double getRigGoneAfter();

  void setRigGoneAfter(double value);

  @Description(
      "After how many seconds without a sample all windows are closed and written and the program"
          + " ends. Without it, it runs until it is stopped.")
  Double getStopWhenIdle();

  void setStopWhenIdle(Double value);

  @Description(
      "The port at which the driver shows its metrics to Prometheus, at /metrics; 0 takes a free one"
          + " and says which. Without it, none.")
  Integer getMetricsPort();

  void setMetricsPort(Integer value);

  @Description(
      "The address that it listens at. Whoever reaches it reads all metrics; 0.0.0.0 is all"
          + " addresses of the machine.")
  @Default.String("127.0.0.1")
  String getMetricsHost();

  void setMetricsHost(String value);
}
