package io.hydrobeam.tables;

import java.util.List;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/** Rows that are compared by identity: the better version of each row stays. */
final class BestRows implements Versions {
  private final SingleRowTable<?> table;
  private final TreeMap<String, GenericRecord> rows = new TreeMap<>();

  BestRows(SingleRowTable<?> table) {
    this.table = table;
  }

  @Override
  public void addStored(List<GenericRecord> records) {
    for (GenericRecord record : records) {
      rows.merge(
          table.identity(record),
          record,
          (present, other) -> table.replaces(other, present) ? other : present);
    }
  }

  @Override
  public void addNew(List<GenericRecord> records, boolean isElsewhere) {
    addStored(records);
  }

  @Override
  public List<GenericRecord> records() {
    return List.copyOf(rows.values());
  }
}
