package io.hydrobeam.sandbox.demo;

import io.hydrobeam.model.Sensor;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/** Counts the rows of the table and the samples in the rows, and keeps one row as an example. */
final class KeptRows {
  private final Set<Tally.RowKey> keys = new HashSet<>();
  private long rows;
  private long samples;
  private GenericRecord example;

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

  /** Returns the number of rows. */
  long rows() {
    return rows;
  }

  /** Returns the number of duplicate rows: rows with the rig, cycle and window of another row. */
  long repeated() {
    return rows - keys.size();
  }

  /** Returns the number of samples in the rows. */
  long samples() {
    return samples;
  }

  /** Returns the newest complete row, or the oldest row if no row is complete. */
  Optional<GenericRecord> example() {
    return Optional.ofNullable(example);
  }
}
