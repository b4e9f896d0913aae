package io.hydrobeam.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.tables.AlertTable;
import io.hydrobeam.tables.PartitionBy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An alert about the stream itself, {@code samples_unaccounted}. It is no rig's, so its rig is
 * {@link #NO_RIG} and its cycle -1, and its times are those of the clock.
 *
 * @param state {@code RAISED} or {@code CLEARED}
 * @param sinceMillis when it was raised, epoch milliseconds
 * @param atMillis when this is told, epoch milliseconds
 * @param samples how many samples are lost; below zero, how many are counted twice
 */
public record StreamAlert(State state, long sinceMillis, long atMillis, long samples) {
  private static final String TYPE = "samples_unaccounted";

  /** Stands where the rig's name would. */
  public static final String NO_RIG = "*";

  private static final int NO_CYCLE = -1;

  /** Lost samples are critical; those counted twice only hide a loss. */
  private Severity severity() {
    return samples > 0 ? Severity.CRITICAL : Severity.WARNING;
  }

  private String message() {
    if (state == State.CLEARED) {
      return "The stream: each sample read is in a row or a dead letter again";
    }
    return samples > 0
        ? String.format(
            Locale.ROOT,
            "The stream: %,d samples were read and are in no row and no dead letter",
            samples)
        : String.format(
            Locale.ROOT,
            "The stream: %,d samples are counted twice, since work was done again; a loss of as"
                + " many would not be seen",
            -samples);
  }

  /** The line for the console, as those of the rigs' alerts. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "ALERT %s %s %s %s %s",
        Instant.ofEpochMilli(atMillis).truncatedTo(ChronoUnit.SECONDS),
        severity().label().toUpperCase(Locale.ROOT),
        state.label(),
        TYPE,
        message());
  }

  /** The message for the alerts' topic, with the fields of the rigs' alerts. */
  ProducerRecord<byte[], byte[]> record(String topic) {
    var row = new GenericData.Record(new AlertTable(PartitionBy.SECOND).schema());
    String name = String.format(Locale.ROOT, "alert/%s/%s/%s", sinceMillis, TYPE, NO_RIG);
    row.put("id", UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString());
    row.put("rig", NO_RIG);
    row.put("cycle", NO_CYCLE);
    row.put("window_start", atMillis);
    row.put("window_end", atMillis);
    row.put("type", TYPE);
    row.put("severity", severity().label());
    row.put("value", (double) samples);
    row.put("limit", 0.0);
    row.put("message", message());
    row.put("state", state.label());
    row.put("since", sinceMillis);
    return new ProducerRecord<>(topic, NO_RIG.getBytes(UTF_8), JsonRows.encode(row));
  }
}
