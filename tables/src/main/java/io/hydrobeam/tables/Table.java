package io.hydrobeam.tables;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * A Parquet table: its columns, where each row is kept, and which of two versions of a row stays.
 *
 * @param <T> the element of a row
 */
public interface Table<T> extends Serializable {
  /** The columns, in order. */
  Schema schema();

  /** The records of an element, one at least. */
  List<GenericRecord> records(T element);

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

  /** The records of a file, none yet. */
  Versions versions();

  /** Returns whether files keep markers, see {@link Markers}. */
  default boolean hasMarkers() {
    return false;
  }
}
