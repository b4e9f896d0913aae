package io.hydrobeam.dashboard;

import picocli.CommandLine.Option;

/** Options of the command {@code dashboard}. */
final class DashboardOptions {
  @Option(
      names = "--bootstrapServers",
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9092",
      description = "The Kafka brokers: HOST:PORT, separated by commas. Default: ${DEFAULT-VALUE}.")
  private String bootstrapServers;

  @Option(
      names = "--kafkaProperties",
      paramLabel = "FILE",
      description = "A properties file for the Kafka client; see stream.")
  private String kafkaProperties;

  @Option(
      names = "--topicPrefix",
      paramLabel = "TEXT",
      defaultValue = "hydraulic-",
      description = "The prefix of all topic names. Default: ${DEFAULT-VALUE}.")
  private String topicPrefix;

  @Option(
      names = "--host",
      paramLabel = "TEXT",
      defaultValue = "127.0.0.1",
      description =
          "The address to serve on. An address other than loopback, such as 0.0.0.0, requires "
              + "--tokenFile. The connection is not encrypted. Outside a trusted network, use a "
              + "proxy with TLS. Default: ${DEFAULT-VALUE}.")
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
          "A file with a token of at least 16 characters. A browser asks for the token once. "
              + "Other clients send it as Authorization: Bearer.")
  private String tokenFile;

  @Option(
      names = "--history",
      paramLabel = "TEXT",
      defaultValue = "PT15M",
      description =
          "The time span of past rows to show and to keep for each rig, a duration from PT1M "
              + "to PT1H. Alerts are read from 24 hours back. Default: ${DEFAULT-VALUE}.")
  private String history;

  @Option(
      names = "--silentAfter",
      paramLabel = "TEXT",
      defaultValue = "PT5S",
      description =
          "The time without a row after which a rig counts as silent, a duration such as "
              + "PT10S. Default: ${DEFAULT-VALUE}.")
  private String silentAfter;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The rig file, with the limits to draw; see stream.")
  private String config;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "The baseline file, to draw the normal range as a band.")
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
