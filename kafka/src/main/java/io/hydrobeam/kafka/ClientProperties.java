package io.hydrobeam.kafka;

import io.hydrobeam.common.UserException;
import io.hydrobeam.common.Utf8;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.JaasContext;

/**
 * Reader of the {@code --kafkaProperties} file: connection and authentication settings, common to
 * all Kafka clients. All other settings belong to Hydrobeam and are rejected. Error messages
 * contain no value that may be secret.
 */
public final class ClientProperties {
  /** Settings common to all clients that only Hydrobeam may set. */
  private static final Set<String> DECIDED =
      Set.of(
          AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG,
          AdminClientConfig.CLIENT_ID_CONFIG,
          AdminClientConfig.RETRIES_CONFIG,
          AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
          AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);

  private final String file;
  private final TreeMap<String, String> properties = new TreeMap<>();

  private ClientProperties(String file) {
    this.file = file;
  }

  /**
   * Reads the properties in a file. References to config providers are not resolved.
   *
   * @throws UserException if the file is unreadable, names a forbidden property, or holds an
   *     invalid value
   */
  public static Map<String, String> read(String file) {
    var read = new ClientProperties(file);
    read.load();
    read.checkNames();
    read.checkValues();
    return read.properties;
  }

  private void load() {
    var loaded = new Properties();
    try (Reader reader = Utf8.reader(Path.of(file))) {
      loaded.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw UserException.invalid(
          "--kafkaProperties names a file that cannot be read: %s (%s)",
          file, UserException.rootCause(e));
    }
    loaded.stringPropertyNames().forEach(key -> properties.put(key, loaded.getProperty(key)));
  }

  private void checkNames() {
    var problems = new ArrayList<String>();
    properties.keySet().forEach(key -> checkName(key, problems));
    if (!problems.isEmpty()) {
      throw UserException.invalid("%s", String.join(System.lineSeparator(), problems));
    }
  }

  private void checkName(String key, List<String> problems) {
    if (key.equals(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)) {
      problems.add(file + ": give " + key + " by --bootstrapServers=HOST:PORT, not in the file");
    } else if (isDecided(key)) {
      problems.add(
          String.format(
              Locale.ROOT,
              "%s: Hydrobeam sets %s itself; remove it. The file is for connection settings such "
                  + "as security.protocol, ssl.* and sasl.*",
              file,
              key));
    } else if (!key.startsWith(AbstractConfig.CONFIG_PROVIDERS_CONFIG)
        && !AdminClientConfig.configNames().contains(key)) {
      problems.add(
          String.format(Locale.ROOT, "%s: Kafka's clients have no property %s", file, key));
    }
  }

  private static boolean isDecided(String key) {
    var ofOneClient = new HashSet<String>(ConsumerConfig.configNames());
    ofOneClient.addAll(ProducerConfig.configNames());
    ofOneClient.removeAll(AdminClientConfig.configNames());
    return DECIDED.contains(key) || ofOneClient.contains(key);
  }

  private void checkValues() {
    var trial = new TreeMap<String, Object>(properties);
    trial.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
    try {
      checkJaas(new AdminClientConfig(trial));
    } catch (KafkaException e) {
      throw UserException.invalid("%s: %s", file, UserException.rootCause(e));
    }
  }

  private void checkJaas(AdminClientConfig config) {
    if (config.getPassword(SaslConfigs.SASL_JAAS_CONFIG) == null) {
      return;
    }
    try {
      JaasContext.loadClientContext(config.values());
    } catch (IllegalArgumentException e) {
      // The exception may quote part of the configuration as a name, for example part of the
      // password.
      throw UserException.invalid(
          "%s: %s takes MODULE required username=\"NAME\" password=\"PASSWORD\"; with the quotes and the semicolon",
          file, SaslConfigs.SASL_JAAS_CONFIG);
    }
  }
}
