package io.hydrobeam.dashboard;

import io.hydrobeam.common.UserException;
import io.hydrobeam.common.Utf8;
import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.kafka.SensorTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Parsed and validated options of the dashboard.
 *
 * @param kafka the brokers and their client properties
 * @param topics the names of the topics
 * @param host the address to serve on
 * @param port the port; 0 for any free port
 * @param token the token of a browser; always present unless the host is a loopback address
 * @param history the time span of past data to show
 * @param silentAfter the time without rows after which a rig counts as silent
 */
record DashboardSettings(
    KafkaCluster kafka,
    SensorTopics topics,
    InetAddress host,
    int port,
    Optional<String> token,
    Duration history,
    Duration silentAfter) {
  private static final int SHORTEST_TOKEN = 16;
  private static final int GREATEST_PORT = 65_535;

  /**
   * Parses and validates the options.
   *
   * @throws UserException naming every invalid option and its allowed values
   */
  static DashboardSettings of(DashboardOptions options) {
    var problems = new ArrayList<String>();
    InetAddress host = host(options.getHost(), problems);
    if (options.getPort() < 0 || options.getPort() > GREATEST_PORT) {
      problems.add("--port takes 0 to 65535, not " + options.getPort());
    }
    Optional<String> token = token(options.getTokenFile(), problems);
    if (!host.isLoopbackAddress() && options.getTokenFile() == null) {
      problems.add(
          String.format(
                  Locale.ROOT,
                  "--host=%s can be reached from other machines: add --tokenFile=FILE with a token of "
                      + "%d",
                  options.getHost(),
                  SHORTEST_TOKEN)
              + " characters or more in it");
    }
    Duration history =
        duration(
            "history", options.getHistory(), Duration.ofMinutes(1), Duration.ofHours(1), problems);
    Duration silentAfter =
        duration(
            "silentAfter",
            options.getSilentAfter(),
            Duration.ofSeconds(2),
            Duration.ofHours(1),
            problems);
    if (!problems.isEmpty()) {
      throw UserException.invalid("%s", String.join(System.lineSeparator(), problems));
    }
    return new DashboardSettings(
        KafkaCluster.of(options.getBootstrapServers(), options.getKafkaProperties()),
        new SensorTopics(options.getTopicPrefix()),
        host,
        options.getPort(),
        token,
        history,
        silentAfter);
  }

  /** Returns the number of rows to keep of each rig, one per second. */
  int rowsEach() {
    return (int) history.toSeconds();
  }

  private static InetAddress host(String name, List<String> problems) {
    try {
      return InetAddress.getByName(name);
    } catch (UnknownHostException e) {
      problems.add("--host takes an address of this machine, not " + name);
      return InetAddress.getLoopbackAddress();
    }
  }

  private static Optional<String> token(String file, List<String> problems) {
    if (file == null) {
      return Optional.empty();
    }
    try {
      String token = Utf8.text(Path.of(file)).strip();
      if (token.length() < SHORTEST_TOKEN) {
        problems.add(
            String.format(
                Locale.ROOT,
                "--tokenFile=%s holds a token of %d characters; it takes %d or more",
                file,
                token.length(),
                SHORTEST_TOKEN));
      }
      return Optional.of(token);
    } catch (IOException | IllegalArgumentException e) {
      problems.add(
          String.format(
              Locale.ROOT,
              "--tokenFile names a file that cannot be read: %s (%s)",
              file,
              UserException.rootCause(e)));
      return Optional.empty();
    }
  }

  private static Duration duration(
      String option, String value, Duration least, Duration most, List<String> problems) {
    try {
      Duration duration = Duration.parse(value);
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Reported below, like a duration out of range.
    }
    problems.add(
        String.format(
            Locale.ROOT, "--%s takes a duration of %s to %s, not %s", option, least, most, value));
    return least;
  }
}
