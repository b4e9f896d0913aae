package io.hydrobeam.tables;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.avro.generic.GenericRecord;

/**
 * Names of files in the tables of anomalies and alerts: one file for each rig and minute, in
 * directories of hours. A directory therefore holds at most 60 files a rig, however long a
 * condition lasts, and a file is written again at most once for each window of its minute.
 *
 * <p>Builds before these kept such files in directories of days, one for each second or minute.
 * Those files stay where they are: a row that is written again is replaced in the file that has it.
 */
final class MinuteFiles {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HHmmss-SSS", Locale.ROOT);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HHmm", Locale.ROOT);

  /** The time of day in the name of a file in the directory of a day; the group is the hour. */
  static final String TIME_OF_DAY = "(\\d{2})\\d{2}(?:\\d{2}-\\d{3})?";

  private MinuteFiles() {}

  /**
   * The file of a rig and minute, relative to the table.
   *
   * @param start the start of a window in the minute, epoch milliseconds
   */
  static String file(String rig, long start) {
    return String.format(
        Locale.ROOT,
        "%s/part-%s-%05d.parquet",
        PartitionBy.hourDirectory(start),
        FileNames.safe(rig),
        PartitionBy.utc(start).getMinute());
  }

  /**
   * The compacted file of a record's rig and hour, relative to the table of anomalies. Compaction
   * makes it no sooner than the hour is over.
   */
  static String compactedAnomalies(GenericRecord record) {
    return String.format(
        Locale.ROOT,
        "../%s/%s/part-%s.parquet",
        TableKind.ANOMALIES.compacted(),
        PartitionBy.hourDirectory((Long) record.get("window_start")),
        FileNames.safe(record.get("rig").toString()));
  }

  /**
   * The file in the directory of a day in which earlier builds kept a window, relative to the
   * table.
   *
   * @param end the part of the name behind the time
   */
  static String dayFile(String rig, long start, PartitionBy partitionBy, String end) {
    var time = partitionBy == PartitionBy.SECOND ? SECOND : MINUTE;
    return String.format(
        Locale.ROOT,
        "%s/part-%s-%s%s.parquet",
        PartitionBy.dayDirectory(start),
        FileNames.ofOlderTable(rig),
        time.format(PartitionBy.utc(start)),
        end);
  }
}
