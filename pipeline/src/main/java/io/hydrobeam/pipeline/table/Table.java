package io.hydrobeam.pipeline.table;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Pattern;
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

  /**
   * The file in the directory of a day in which earlier builds kept this row, relative to the
   * table; empty if they kept it where this one does.
   */
  default Optional<String> dayFile(GenericRecord row) {
    return Optional.empty();
  }

  /**
   * The names of files in directories of days, as earlier builds made them: the first group is the
   * rig as it stands in names, the second the hour. Empty if they made none.
   */
  default Optional<Pattern> dayFiles() {
    return Optional.empty();
  }

  /** What rows of one file are told apart and ordered by. */
  String identity(GenericRecord row);

  /** Whether the row takes the place of one with the same identity that is there already. */
  boolean replaces(GenericRecord row, GenericRecord present);
}
