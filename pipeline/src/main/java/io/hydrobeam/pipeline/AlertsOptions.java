package io.hydrobeam.pipeline;

import picocli.CommandLine.Option;

/** Options of {@code alerts}. */
final class AlertsOptions {
  @Option(
      names = "--bootstrapServers",
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9092",
      description =
          "The Kafka brokers of the stream: HOST:PORT, several with commas."
              + " Default: ${DEFAULT-VALUE}.")
  private String bootstrapServers;

  @Option(
      names = "--kafkaProperties",
      paramLabel = "FILE",
      description = "A file of properties for every Kafka client, as for stream.")
  private String kafkaProperties;

  @Option(
      names = "--topicPrefix",
      paramLabel = "TEXT",
      defaultValue = "hydraulic-",
      description = "What the names of all topics begin with." + " Default: ${DEFAULT-VALUE}.")
  private String topicPrefix;

  @Option(
      names = "--alertsJdbcUrl",
      paramLabel = "TEXT",
      description =
          "The PostgreSQL database in which the stream keeps the alerts, so that clear changes it, too:"
              + " jdbc:postgresql://HOST:PORT/DATABASE. Without it, none.")
  private String alertsJdbcUrl;

  @Option(
      names = "--alertsJdbcUser",
      paramLabel = "TEXT",
      description = "The user of that database.")
  private String alertsJdbcUser;

  @Option(
      names = "--alertsJdbcPasswordFile",
      paramLabel = "FILE",
      description = "A file whose first line is the password of that user.")
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
