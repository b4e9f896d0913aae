package io.hydrobeam.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.AlertMessage;
import io.hydrobeam.model.Anomaly.Severity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Alert {@code samples_unaccounted} about the stream itself. The alert concerns no rig: its rig is
 * {@link AlertMessage#NO_RIG} and its cycle -1. Its times are wall clock times.
 *
 * @param state {@code RAISED} or {@code CLEARED}
 * @param sinceMillis the time at which the alert was raised, epoch milliseconds
 * @param atMillis the time of this message, epoch milliseconds
 * @param samples the number of lost samples; below zero, the number of samples counted twice
 */
public record StreamAlert(State state, long sinceMillis, long atMillis, long samples) {
  private static final String TYPE = "samples_unaccounted";

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
    String rig = AlertMessage.NO_RIG;
    String name = String.format(Locale.ROOT, "alert/%s/%s/%s", sinceMillis, TYPE, rig);
    return AlertMessages.record(
        topic,
        new AlertMessage(
            UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString(),
            rig,
            NO_CYCLE,
            atMillis,
            atMillis,
            TYPE,
            null,
            severity(),
            (double) samples,
            0.0,
            message(),
            state,
            sinceMillis,
            null));
  }
}
