package io.hydrobeam.tables;

import static io.hydrobeam.features.Samples.START;
import static io.hydrobeam.features.Samples.full;
import static io.hydrobeam.features.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import io.hydrobeam.model.FeatureVector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows merged into files that other versions of the program have written. */
class TableFilesTest {
  private static final RowTable TABLE = new RowTable(PartitionBy.MINUTE);
  private static final String FILE =
      "year=2025/month=11/day=08/hour=14/minute=30/part-rig-1-00000.parquet";

  @TempDir Path directory;
  private StoredRows stored;

  @BeforeEach
  void table() {
    stored = new StoredRows(directory.resolve("streaming"));
  }

  private static FeatureVector second(int second) {
    return row("rig-1", 3, START + second * 1_000L, 0, full());
  }

  private void merge(FeatureVector... rows) throws IOException {
    var table = new TableFiles(stored.uri(), TABLE, stored.incoming());
    table.open();
    table.merge(FILE, encoded(rows));
  }

  static List<TableRow> encoded(FeatureVector... rows) throws IOException {
    var encoded = new ArrayList<TableRow>();
    for (FeatureVector row : rows) {
      var bytes = new ByteArrayOutputStream();
      var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<GenericRecord>(TABLE.schema()).write(TABLE.record(row), encoder);
      encoder.flush();
      encoded.add(new TableRow(".", FILE, bytes.toByteArray()));
    }
    return encoded;
  }

  private void store(Schema schema, GenericRecord row) throws IOException {
    stored.storage().write(FILE, schema, List.of(row));
  }

  @Test
  void rowsOfAVersionWithoutASensorAreMergedByTheNewColumns() throws IOException {
    Schema old = OldColumns.without(TABLE.schema(), OldColumns.ofSensor("CE"));
    store(old, OldColumns.row(TABLE.record(second(0)), old));

    merge(second(1));

    assertThat(stored.rows()).extracting(row -> row.get("CE_count")).containsExactly(0L, 1L);
    assertThat(stored.rows()).extracting(GenericRecord::getSchema).containsOnly(TABLE.schema());
    GenericRecord first = stored.rows().get(0);
    assertThat(first.get("CE_avg")).isNull();
    assertThat(first.get("CP_avg")).isEqualTo(TABLE.record(second(0)).get("CP_avg"));
    assertThat(first.get("revision")).isEqualTo(0);
  }

  @Test
  void fileOfTheFirstVersionIsMergedAsItWas() throws IOException {
    Schema first = OldColumns.without(TABLE.schema(), List.of());
    assertThat(first).isNotEqualTo(TABLE.schema());
    store(first, OldColumns.row(TABLE.record(second(0)), first));
    merge(second(1));
    assertThat(stored.rows())
        .extracting(Object::toString)
        .containsExactly(TABLE.record(second(0)).toString(), TABLE.record(second(1)).toString());
  }

  @Test
  void columnsOfANewerVersionStayInAFileThatIsMerged() throws IOException {
    Schema newer =
        Columns.withThoseOf(
            SchemaBuilder.record("Row").fields().requiredString("note").endRecord(),
            TABLE.schema());
    GenericRecord row = OldColumns.row(TABLE.record(second(0)), newer);
    row.put("note", "kept");
    store(newer, row);

    merge(second(1));

    assertThat(stored.rows()).hasSize(2);
    assertThat(stored.rows().get(0).get("note")).hasToString("kept");
    assertThat(stored.rows().get(1).get("note")).isNull();
    assertThat(stored.rows().get(1).get("CE_count")).isEqualTo(1L);
  }

  @Test
  void fileWithoutAColumnThatARowMustHaveIsNamedAndStays() throws IOException {
    Schema foreign = OldColumns.without(TABLE.schema(), List.of("revision"));
    store(foreign, OldColumns.row(TABLE.record(second(0)), foreign));
    assertThatThrownBy(() -> merge(second(1)))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(FILE, "column revision is missing", "restore it or move it away");
    assertThat(stored.rows()).singleElement();
  }

  @Test
  void timeInAnotherUnitIsRefused() throws IOException {
    Schema micros =
        SchemaBuilder.record("Row")
            .fields()
            .name("window_start")
            .type(
                org.apache.avro.LogicalTypes.timestampMicros()
                    .addToSchema(Schema.create(Schema.Type.LONG)))
            .noDefault()
            .endRecord();
    Schema start =
        OldColumns.without(
            TABLE.schema(),
            TABLE.schema().getFields().stream()
                .map(Schema.Field::name)
                .filter(name -> !name.equals("window_start"))
                .toList());
    List<GenericRecord> rows = List.of(OldColumns.row(TABLE.record(second(0)), micros));
    assertThatThrownBy(() -> Columns.conform(rows, start))
        .hasMessage("its column window_start is of another type");
  }

  /** What is added to a table later must have a default, or a restart after an upgrade fails. */
  @Test
  void onlyTheColumnsOfTheFirstVersionHaveNoDefault() {
    assertThat(withoutDefault(TABLE))
        .containsOnly(
            "rig", "cycle", "window_start", "window_end", "sensor_count", "complete", "revision");
    assertThat(withoutDefault(new AnomalyTable(PartitionBy.SECOND)))
        .isSubsetOf(
            "id",
            "rig",
            "cycle",
            "window_start",
            "window_end",
            "type",
            "severity",
            "value",
            "limit",
            "message");
    assertThat(withoutDefault(new AlertTable(PartitionBy.SECOND)))
        .isSubsetOf(
            "id",
            "rig",
            "cycle",
            "window_start",
            "window_end",
            "type",
            "severity",
            "value",
            "limit",
            "message",
            "state",
            "since");
  }

  private static List<String> withoutDefault(Table<?> table) {
    return table.schema().getFields().stream()
        .filter(field -> !field.hasDefaultValue())
        .map(Schema.Field::name)
        .toList();
  }
}
