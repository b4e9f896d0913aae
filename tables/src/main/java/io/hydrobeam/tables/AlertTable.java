package io.hydrobeam.tables;

import io.hydrobeam.model.Alert;
import io.hydrobeam.model.AlertColumns;
import io.hydrobeam.model.AlertMessage;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * The table {@code alerts}: one file for each rig and minute with messages. Each message of an
 * alert is a row. The columns are those of the alerts on Kafka.
 */
public final class AlertTable implements SingleRowTable<Alert> {
  private static final long serialVersionUID = 1L;

  private static final Schema SCHEMA = AvroColumns.schema("Alert", AlertColumns.all());
  private static final Pattern DAY_FILES =
      Pattern.compile("part-(.+)-" + MinuteFiles.TIME_OF_DAY + "\\.parquet");

  private final PartitionBy partitionBy;

  /**
   * The table.
   *
   * @param partitionBy the span of the files that earlier builds made of this output
   */
  public AlertTable(PartitionBy partitionBy) {
    this.partitionBy = partitionBy;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public GenericRecord record(Alert alert) {
    return AvroColumns.record(SCHEMA, AlertColumns.all(), AlertMessage.of(alert));
  }

  @Override
  public String file(Alert alert) {
    return MinuteFiles.file(alert.rig(), alert.windowStartMillis());
  }

  @Override
  public Optional<String> dayFile(GenericRecord row) {
    return Optional.of(
        MinuteFiles.dayFile(
            row.get("rig").toString(), (Long) row.get("window_start"), partitionBy, ""));
  }

  @Override
  public Optional<Pattern> dayFiles() {
    return Optional.of(DAY_FILES);
  }

  /** An alert has one message a window at most. */
  @Override
  public String identity(GenericRecord row) {
    return String.format(
        Locale.ROOT, "%020d %s", (Long) row.get("window_start"), row.get("id").toString());
  }

  @Override
  public boolean replaces(GenericRecord row, GenericRecord present) {
    return true;
  }
}
