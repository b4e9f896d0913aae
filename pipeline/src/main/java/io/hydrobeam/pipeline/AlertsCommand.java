package io.hydrobeam.pipeline;

import io.hydrobeam.cli.ExitCode;
import io.hydrobeam.common.UserException;
import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.kafka.OpenAlerts;
import io.hydrobeam.kafka.SensorTopics;
import io.hydrobeam.model.AlertMessage;
import io.hydrobeam.pipeline.sink.AlertDatabase;
import io.hydrobeam.pipeline.sink.PrintAlerts;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Command {@code alerts}: lists the open alerts, and clears an alert by hand. */
@CommandLine.Command(
    name = "alerts",
    customSynopsis = {
      "bin/hydrobeam alerts list [--option=value ...]",
      "            bin/hydrobeam alerts clear ID [--option=value ...]"
    },
    description = {
      "Lists the alerts on the alerts topic that are not over, the oldest first, or clears an alert"
          + " by hand, such as that of a rig that was renamed.",
      "clear publishes the alert as cleared; the table alerts is not changed. A running stream does"
          + " not learn of it: while the condition lasts, the stream publishes the alert again with"
          + " its next message, a reminder at the latest. A stream that starts later takes the alert"
          + " for over, and raises a lasting condition anew.",
      ""
    })
final class AlertsCommand implements Callable<Integer> {
  @Mixin private final AlertsOptions options = new AlertsOptions();

  @Parameters(arity = "0..*", hidden = true)
  private List<String> words = List.of();

  @Override
  public Integer call() {
    if (options.getAlertsJdbcUrl() == null
        && (options.getAlertsJdbcUser() != null || options.getAlertsJdbcPasswordFile() != null)) {
      throw UserException.invalid(
          "--alertsJdbcUser and --alertsJdbcPasswordFile require --alertsJdbcUrl. Add it, or "
              + "omit them");
    }
    var cluster = KafkaCluster.of(options.getBootstrapServers(), options.getKafkaProperties());
    String topic = new SensorTopics(options.getTopicPrefix()).alerts();
    if (words.equals(List.of("list"))) {
      list(OpenAlerts.on(cluster, topic), topic, System.out);
    } else if (words.size() == 2 && words.get(0).equals("clear")) {
      clear(cluster, topic, words.get(1), options);
    } else {
      throw UserException.invalid(
          "alerts takes list or clear ID, not '%s'", String.join(" ", words));
    }
    return ExitCode.DONE;
  }

  private static void list(OpenAlerts open, String topic, PrintStream out) {
    Collection<AlertMessage> alerts = open.oldestFirst();
    for (AlertMessage alert : alerts) {
      out.println(lines(alert));
    }
    out.printf(Locale.ROOT, "%d alerts on %s are open%n", alerts.size(), topic);
  }

  /** An alert in two lines. A rig's name may hold control characters. */
  static String lines(AlertMessage alert) {
    String subject =
        String.format(
            Locale.ROOT,
            "%s  %s  %s  %s%s  since %s, told %s",
            alert.id(),
            alert.severity().label().toUpperCase(Locale.ROOT),
            alert.rig(),
            alert.type(),
            alert.sensor() == null ? "" : " " + alert.sensor(),
            Instant.ofEpochMilli(alert.sinceMillis()),
            Instant.ofEpochMilli(alert.endMillis()));
    return PrintAlerts.printable(subject)
        + System.lineSeparator()
        + "  "
        + PrintAlerts.printable(alert.message());
  }

  private static void clear(KafkaCluster cluster, String topic, String id, AlertsOptions options) {
    AlertDatabase database =
        options.getAlertsJdbcUrl() == null
            ? null
            : AlertDatabase.open(
                options.getAlertsJdbcUrl(),
                options.getAlertsJdbcUser(),
                options.getAlertsJdbcPasswordFile());
    AlertMessage cleared =
        OpenAlerts.on(cluster, topic)
            .find(id)
            .orElseThrow(
                () ->
                    UserException.invalid(
                        "there is no open alert %s on %s; 'alerts list' shows the open alerts",
                        id, topic))
            .clearedByHand();
    OpenAlerts.publish(cluster, topic, cleared);
    System.out.printf(
        Locale.ROOT, "cleared %s of %s%n", cleared.type(), PrintAlerts.printable(cleared.rig()));
    if (database != null) {
      try {
        database.clear(cleared.id(), cleared.startMillis(), cleared.endMillis(), cleared.message());
      } catch (SQLException e) {
        throw UserException.failed(
            "the alert is cleared on %s, but not at %s: %s", topic, database, e.getMessage());
      }
    }
  }
}
