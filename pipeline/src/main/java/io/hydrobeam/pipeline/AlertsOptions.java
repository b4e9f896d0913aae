package io.hydrobeam.pipeline;

import picocli.CommandLine.Option;

/** Options of {@code alerts}. */
final class AlertsOptions {
  @Option(
      names = "--bootstrapServers",
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9092",
      description = "The Kafka brokers: HOST:PORT, separated by commas. Default: ${DEFAULT-VALUE}.")
  private String bootstrapServers;

  @Option(
      names = "--kafkaProperties",
      paramLabel = "FILE",
      description = "A properties file for the Kafka clients, as for stream.")
  private String kafkaProperties;

  @Option(
      names = "--topicPrefix",
      paramLabel = "TEXT",
      defaultValue = "hydraulic-",
      description = "The prefix of all topic names. Default: ${DEFAULT-VALUE}.")
  private String topicPrefix;

  @Option(
      names = "--alertsJdbcUrl",
      paramLabel = "TEXT",
      description =
          "The PostgreSQL database with the alerts of the stream: "
              + "jdbc:postgresql://HOST:PORT/DATABASE. With it, clear also updates the database.")
  private String alertsJdbcUrl;

  @Option(
      names = "--alertsJdbcUser",
      paramLabel = "TEXT",
      description = "The user of the database of --alertsJdbcUrl.")
  private String alertsJdbcUser;

  @Option(
      names = "--alertsJdbcPasswordFile",
      paramLabel = "FILE",
      description = "A file with the password of --alertsJdbcUser on its first line.")
  private String alertsJdbcPasswordFile;

  String getBootstrapServers() {
    return bootstrapServers;
  }

  String getKafkaProperties() {
    return kafkaProperties;
  }

  String getTopicPrefix() {
    return topicPrefix;
  }

  String getAlertsJdbcUrl() {
    return alertsJdbcUrl;
  }

  String getAlertsJdbcUser() {
    return alertsJdbcUser;
  }

  String getAlertsJdbcPasswordFile() {
    return alertsJdbcPasswordFile;
  }
}
