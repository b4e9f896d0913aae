package io.hydrobeam.kafka;

import io.hydrobeam.common.UserException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Kafka cluster with its brokers and connection settings. The instance is sent to the executors
 * with the settings, so the executors need no file. A secret behind a config provider is resolved
 * where the client runs, and is never sent.
 */
public final class KafkaCluster implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int ANSWER_WITHIN_MILLIS = 10_000;
  private static final int HIGHEST_PORT = 65_535;

  private final String bootstrapServers;
  private final @Nullable String file;
  private final Map<String, String> properties;

  private KafkaCluster(
      String bootstrapServers, @Nullable String file, Map<String, String> properties) {
    this.bootstrapServers = bootstrapServers;
    this.file = file;
    this.properties = properties;
  }

  /**
   * Returns the cluster with these brokers.
   *
   * @param bootstrapServers HOST:PORT, several separated by commas
   * @param file the file with connection settings for all clients; null for none
   * @throws UserException if the brokers do not have this form, or the file is unreadable or
   *     invalid
   */
  public static KafkaCluster of(String bootstrapServers, @Nullable String file) {
    if (!Stream.of(bootstrapServers.split(",", -1)).allMatch(KafkaCluster::isAddress)) {
      throw UserException.invalid(
          "--bootstrapServers takes HOST:PORT, several with commas, not '%s'", bootstrapServers);
    }
    return new KafkaCluster(
        bootstrapServers, file, file == null ? Map.of() : ClientProperties.read(file));
  }

  /** Kafka's clients ignore spaces around an address. */
  private static boolean isAddress(String text) {
    String address = text.strip();
    String host = address.matches("\\S+") ? Utils.getHost(address) : null;
    Integer port = host == null ? null : Utils.getPort(address);
    return port != null && !host.isEmpty() && port >= 1 && port <= HIGHEST_PORT;
  }

  /** Returns the brokers as HOST:PORT, several separated by commas. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Returns a client's settings together with the connection settings. The result contains secrets.
   */
  public Map<String, Object> with(Map<String, Object> own) {
    var config = new HashMap<String, Object>(properties);
    config.putAll(own);
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return config;
  }

  /**
   * Creates an admin client. Each request is answered within 10 s or fails.
   *
   * @throws UserException if these settings permit no connection
   */
  public Admin admin() {
    try {
      return Admin.create(
          with(
              Map.of(
                  AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS,
                  AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS)));
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  /**
   * Creates a consumer of bytes that belongs to no group and creates no topics. Each request is
   * answered within 10 s or fails.
   *
   * @param clientId the client id
   * @param own additional settings
   * @throws UserException if these settings permit no connection
   */
  public KafkaConsumer<byte[], byte[]> consumer(String clientId, Map<String, Object> own) {
    var config = new HashMap<String, Object>(own);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    var bytes = new ByteArrayDeserializer();
    try {
      return new KafkaConsumer<>(with(config), bytes, bytes);
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  /**
   * Checks that a broker accepts this client. The admin client reports failures more briefly than
   * other clients.
   *
   * @throws UserException if no broker accepts the client within 10 s
   */
  public void requireAnswer() {
    try (Admin admin = admin()) {
      admin.describeCluster().nodes().get();
    } catch (ExecutionException | KafkaException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserException.failed("interrupted while asking for Kafka at %s", bootstrapServers);
    }
  }

  /** Returns the error for a failed client, with the cause and the remedy. */
  public UserException failure(Exception e) {
    String reason = UserException.rootCause(e);
    String properties = file == null ? "--kafkaProperties=FILE" : "--kafkaProperties=" + file;
    if (has(e, SslAuthenticationException.class)) {
      return UserException.failed(
          "no TLS with Kafka at %s (%s); correct security.protocol and the truststore, ssl.*, in %s",
          bootstrapServers, reason, properties);
    }
    if (has(e, AuthenticationException.class)) {
      return UserException.failed(
          "Kafka at %s refuses the user (%s); correct sasl.mechanism and sasl.jaas.config in %s",
          bootstrapServers, reason, properties);
    }
    if (has(e, AuthorizationException.class)) {
      return UserException.failed(
          "Kafka at %s denies access (%s); grant the user the right, or name another user in "
              + "%s",
          bootstrapServers, reason, properties);
    }
    if (file != null && !has(e, RetriableException.class) && !has(e, TimeoutException.class)) {
      return UserException.failed(
          "no client can be made for Kafka at %s (%s); correct --bootstrapServers=HOST:PORT or %s",
          bootstrapServers, reason, properties);
    }
    return UserException.failed(
        "no Kafka broker answers at %s (%s); start it, or name another by"
            + " --bootstrapServers=HOST:PORT; one with TLS or passwords needs the right"
            + " security.protocol in %s",
        bootstrapServers, reason, properties);
  }

  private static boolean has(Throwable e, Class<? extends Exception> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the brokers only, without the settings. */
  @Override
  public String toString() {
    return bootstrapServers;
  }
}
