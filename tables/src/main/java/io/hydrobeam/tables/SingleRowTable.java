package io.hydrobeam.tables;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * A table in which each element is one row, and a row is replaced by itself.
 *
 * @param <T> what a row is made of
 */
public interface SingleRowTable<T> extends Table<T> {
  /** The row of an element. */
  GenericRecord record(T element);

  @Override
  default List<GenericRecord> records(T element) {
    return List.of(record(element));
  }

  /** What rows of one file are told apart and ordered by. */
  String identity(GenericRecord row);

  /** Whether the row takes the place of one with the same identity that is there already. */
  boolean replaces(GenericRecord row, GenericRecord present);

  @Override
  default Versions versions() {
    return new BestRows(this);
  }
}
