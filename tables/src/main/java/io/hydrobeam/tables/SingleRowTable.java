package io.hydrobeam.tables;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * A table in which each element is one row, and a row is replaced by itself.
 *
 * @param <T> the element of a row
 */
public interface SingleRowTable<T> extends Table<T> {
  /** The row of an element. */
  GenericRecord record(T element);

  @Override
  default List<GenericRecord> records(T element) {
    return List.of(record(element));
  }

  /** Returns the key and order of the rows of a file. */
  String identity(GenericRecord row);

  /** Returns whether a row replaces the present row with the same identity. */
  boolean replaces(GenericRecord row, GenericRecord present);

  @Override
  default Versions versions() {
    return new BestRows(this);
  }
}
