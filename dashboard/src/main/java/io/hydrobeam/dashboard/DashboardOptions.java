package io.hydrobeam.dashboard;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Options of the command {@code dashboard}. */
public interface DashboardOptions extends PipelineOptions {
  @Description("The Kafka brokers to read from: HOST:PORT, several with commas.")
  @Default.String("localhost:9092")
  String getBootstrapServers();

  void setBootstrapServers(String value);

  @Description("A file of properties for the Kafka client, how to connect and as whom; see stream.")
  String getKafkaProperties();

  void setKafkaProperties(String value);

  @Description("What the names of all topics begin with.")
  @Default.String("hydraulic-")
  String getTopicPrefix();

  void setTopicPrefix(String value);

  @Description(
      "The address to serve on. Any but one of this machine's own, such as 0.0.0.0, needs"
          + " --tokenFile. Nothing is encrypted: beyond a network you trust, put a proxy with TLS"
          + " before it.")
  @Default.String("127.0.0.1")
  String getHost();

  void setHost(String value);

  @Description("The port to serve on; 0 takes a free one.")
  @Default.Integer(8085)
  int getPort();

  void setPort(int value);

  @Description(
      "A file with the token, of 16 characters or more, that a browser is asked for once and a"
          + " monitor sends as Authorization: Bearer.")
  String getTokenFile();

  void setTokenFile(String value);

  @Description(
      "How much of the past to show, and so to keep of each rig: a duration of PT1M to PT1H. Alerts"
          + " are read from 24 hours back.")
  @Default.String("PT15M")
  String getHistory();

  void setHistory(String value);

  @Description("After how long without a row a rig counts as silent, a duration such as PT10S.")
  @Default.String("PT5S")
  String getSilentAfter();

  void setSilentAfter(String value);

  @Description("The file that describes the rig, with the limits to draw; see stream.")
  String getConfig();

  void setConfig(String value);

  @Description("What is normal for the rig, to draw as a band; a file that baseline wrote.")
  String getBaseline();

  void setBaseline(String value);
}
