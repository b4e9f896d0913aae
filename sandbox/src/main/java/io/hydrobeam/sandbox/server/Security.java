package io.hydrobeam.sandbox.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Access control of a broker: either open access, or TLS with one user, authenticated by SCRAM.
 *
 * @param protocol the protocol of the listener for clients
 * @param controllerProtocol the protocol of the listener for the controller, which is the broker
 *     itself
 * @param settings additional settings of the broker
 * @param users the users known from the first start, in the syntax of the Kafka formatter
 */
record Security(
    String protocol, String controllerProtocol, Map<String, String> settings, List<String> users) {
  /** Open access for any client that reaches the port. */
  static final Security NONE = new Security("PLAINTEXT", "PLAINTEXT", Map.of(), List.of());

  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String USER = "hydrobeam";

  /** Returns access over TLS with the password. The port of the controller requires the key. */
  static Security of(Credentials credentials) {
    return new Security(
        "SASL_SSL",
        "SSL",
        Map.of(
            "sasl.enabled.mechanisms",
            MECHANISM,
            "sasl.mechanism.inter.broker.protocol",
            MECHANISM,
            "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
            login(credentials),
            "ssl.keystore.type",
            "PKCS12",
            "ssl.keystore.location",
            credentials.keyStore().toString(),
            "ssl.keystore.password",
            credentials.password(),
            "ssl.truststore.type",
            "PEM",
            "ssl.truststore.certificates",
            credentials.certificate(),
            "listener.name.controller.ssl.client.auth",
            "required"),
        List.of(
            String.format(
                Locale.ROOT, "%s=[name=%s,password=%s]", MECHANISM, USER, credentials.password())));
  }

  /**
   * Writes the client properties for {@code --kafkaProperties} to a file that only this user can
   * access.
   */
  static Path writeClientProperties(Credentials credentials, Path file) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(file, clientProperties(credentials), UTF_8);
    } catch (IOException e) {
      throw UserException.failed(
          "The clients' properties cannot be written to %s (%s). Choose another directory with --dir=DIR.",
          file, e);
    }
  }

  private static String clientProperties(Credentials credentials) {
    return String.format(
        Locale.ROOT,
        """
    # For --kafkaProperties: how Kafka's clients connect to the sandbox beside this file.
    security.protocol=SASL_SSL
    sasl.mechanism=%s
    sasl.jaas.config=%s
    ssl.truststore.type=PEM
    ssl.truststore.certificates=%s
    """,
        MECHANISM,
        login(credentials),
        credentials.certificate().replace("\n", "\\n"));
  }

  private static String login(Credentials credentials) {
    return String.format(
        Locale.ROOT,
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";",
        USER,
        credentials.password());
  }

  @Override
  public String toString() {
    return protocol;
  }
}
