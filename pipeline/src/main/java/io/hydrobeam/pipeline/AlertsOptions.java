package io.hydrobeam.pipeline;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Options of {@code alerts}. */
public interface AlertsOptions extends PipelineOptions {
  @Description("The Kafka brokers of the stream: HOST:PORT, several with commas.")
  @Default.String("localhost:9092")
  String getBootstrapServers();

  void setBootstrapServers(String value);

  @Description("A file of properties for every Kafka client, as for stream.")
  String getKafkaProperties();

  void setKafkaProperties(String value);

  @Description("What the names of all topics begin with.")
  @Default.String("hydraulic-")
  String getTopicPrefix();

  void setTopicPrefix(String value);

  @Description(
      "The PostgreSQL database in which the stream keeps the alerts, so that clear changes it, too:"
          + " jdbc:postgresql://HOST:PORT/DATABASE. Without it, none.")
  String getAlertsJdbcUrl();

  void setAlertsJdbcUrl(String value);

  @Description("The user of that database.")
  String getAlertsJdbcUser();

  void setAlertsJdbcUser(String value);

  @Description("A file whose first line is the password of that user.")
  String getAlertsJdbcPasswordFile();

  void setAlertsJdbcPasswordFile(String value);
}
