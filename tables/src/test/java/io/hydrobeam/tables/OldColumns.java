package io.hydrobeam.tables;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** The columns of an older version of a table, as a version before this one would write them. */
final class OldColumns {
  private OldColumns() {}

  /** The columns that the table has for a sensor. */
  static List<String> ofSensor(String sensor) {
    return List.of("avg", "min", "max", "std", "count").stream()
        .map(figure -> sensor + "_" + figure)
        .toList();
  }

  /** The columns without some. As in the first version, a count has no default. */
  static Schema without(Schema schema, List<String> columns) {
    return Schema.createRecord(
        schema.getName(),
        null,
        schema.getNamespace(),
        false,
        schema.getFields().stream()
            .filter(field -> !columns.contains(field.name()))
            .map(
                field ->
                    field.name().endsWith("_count")
                        ? new Schema.Field(field.name(), field.schema())
                        : new Schema.Field(field, field.schema()))
            .toList());
  }

  /** A row as far as these columns go; a column that it lacks is null. */
  static GenericRecord row(GenericRecord row, Schema schema) {
    var record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), row.hasField(field.name()) ? row.get(field.name()) : null);
    }
    return record;
  }
}
