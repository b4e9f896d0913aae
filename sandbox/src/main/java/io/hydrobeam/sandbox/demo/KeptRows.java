package io.hydrobeam.sandbox.demo;

import io.hydrobeam.model.Sensor;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/** Counts the rows of the table and the samples in them, and keeps one to show. */
final class KeptRows {
  private final Set<Tally.RowKey> keys = new HashSet<>();
  private long rows;
  private long samples;
  private GenericRecord example;

  /** Takes in a row. */
  void add(GenericRecord row) {
    rows++;
    keys.add(
        new Tally.RowKey(
            row.get("rig").toString(), (Integer) row.get("cycle"), (Long) row.get("window_start")));
    for (Sensor sensor : Sensor.all()) {
      samples += (Long) row.get(sensor + "_count");
    }
    if (example == null || Boolean.TRUE.equals(row.get("complete"))) {
      example = row;
    }
  }

  /** How many rows there are. */
  long rows() {
    return rows;
  }

  /** How many rows are there besides another of the same rig, cycle and window. */
  long repeated() {
    return rows - keys.size();
  }

  /** How many samples are in the rows. */
  long samples() {
    return samples;
  }

  /** The newest complete row, or the oldest of all if none is complete. */
  Optional<GenericRecord> example() {
    return Optional.ofNullable(example);
  }
}
