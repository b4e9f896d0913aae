package io.hydrobeam.tables;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** Records of one file, some of which replace others. */
interface Versions {
  /** Takes in the records of a file. Newer files come later. */
  void addStored(List<GenericRecord> records);

  /**
   * Takes in the records of an element that comes to the table.
   *
   * @param isElsewhere whether another file may hold an earlier version of them
   */
  void addNew(List<GenericRecord> records, boolean isElsewhere);

  /** The records that stay, in order. */
  List<GenericRecord> records();
}
