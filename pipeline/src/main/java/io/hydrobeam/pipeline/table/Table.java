package io.hydrobeam.pipeline.table;

import java.io.Serializable;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * A Parquet table: its columns, where each row is kept, and which of two versions of a row stays.
 *
 * @param <T> what a row is made of
 */
public interface Table<T> extends Serializable {
  /** The columns, in order. */
  Schema schema();

  /** The row of an element. */
  GenericRecord record(T element);

  /** The file of an element, relative to the table: the same whenever it is written again. */
  String file(T element);

  /** What rows of one file are told apart and ordered by. */
  String identity(GenericRecord row);

  /** Whether the row takes the place of one with the same identity that is there already. */
  boolean replaces(GenericRecord row, GenericRecord present);
}
