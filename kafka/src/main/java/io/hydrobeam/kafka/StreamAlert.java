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
 * Alert {@code samples_unaccounted} about the stream itself. The alert concerns no rig: its rig is
 * {@link #NO_RIG} and its cycle -1. Its times are wall clock times.
 *
 * @param state {@code RAISED} or {@code CLEARED}
 * @param sinceMillis the time at which the alert was raised, epoch milliseconds
 * @param atMillis the time of this message, epoch milliseconds
 * @param samples the number of lost samples; below zero, the number of samples counted twice
 */
public record StreamAlert(State state, long sinceMillis, long atMillis, long samples) {
  private static final String TYPE = "samples_unaccounted";

  /** Placeholder for the rig's name. */
  public static final String NO_RIG = "*";

  private static final int NO_CYCLE = -1;

  /**
   * Returns critical for lost samples. Samples counted twice only hide a loss and are a warning.
   */
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

  /** Returns the line for the console, in the format of the rigs' alerts. */
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

  /** Returns the record for the alerts topic, with the fields of the rigs' alerts. */
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
