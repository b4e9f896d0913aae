package io.hydrobeam.dashboard;

import picocli.CommandLine.Option;

/** Options of the command {@code dashboard}. */
final class DashboardOptions {
  @Option(
      names = "--bootstrapServers",
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9092",
      description =
          "The Kafka brokers to read from: HOST:PORT, several with commas."
              + " Default: ${DEFAULT-VALUE}.")
  private String bootstrapServers;

  @Option(
      names = "--kafkaProperties",
      paramLabel = "FILE",
      description =
          "A file of properties for the Kafka client, how to connect and as whom; see stream.")
  private String kafkaProperties;

  @Option(
      names = "--topicPrefix",
      paramLabel = "TEXT",
      defaultValue = "hydraulic-",
      description = "What the names of all topics begin with." + " Default: ${DEFAULT-VALUE}.")
  private String topicPrefix;

  @Option(
      names = "--host",
      paramLabel = "TEXT",
      defaultValue = "127.0.0.1",
      description =
          "The address to serve on. Any but one of this machine's own, such as 0.0.0.0, needs"
              + " --tokenFile. Nothing is encrypted: beyond a network you trust, put a proxy with TLS"
              + " before it."
              + " Default: ${DEFAULT-VALUE}.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8085",
      description = "The port to serve on; 0 takes a free one." + " Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--tokenFile",
      paramLabel = "FILE",
      description =
          "A file with the token, of 16 characters or more, that a browser is asked for once and a"
              + " monitor sends as Authorization: Bearer.")
  private String tokenFile;

  @Option(
      names = "--history",
      paramLabel = "TEXT",
      defaultValue = "PT15M",
      description =
          "How much of the past to show, and so to keep of each rig: a duration of PT1M to PT1H. Alerts"
              + " are read from 24 hours back."
              + " Default: ${DEFAULT-VALUE}.")
  private String history;

  @Option(
      names = "--silentAfter",
      paramLabel = "TEXT",
      defaultValue = "PT5S",
      description =
          "After how long without a row a rig counts as silent, a duration such as PT10S."
              + " Default: ${DEFAULT-VALUE}.")
  private String silentAfter;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The file that describes the rig, with the limits to draw; see stream.")
  private String config;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "What is normal for the rig, to draw as a band; a file that baseline wrote.")
  private String baseline;

  String getBootstrapServers() {
    return bootstrapServers;
  }

  String getKafkaProperties() {
    return kafkaProperties;
  }

  String getTopicPrefix() {
    return topicPrefix;
  }

  String getHost() {
    return host;
  }

  int getPort() {
    return port;
  }

  String getTokenFile() {
    return tokenFile;
  }

  String getHistory() {
    return history;
  }

  String getSilentAfter() {
    return silentAfter;
  }

  String getConfig() {
    return config;
  }

  String getBaseline() {
    return baseline;
  }
}
