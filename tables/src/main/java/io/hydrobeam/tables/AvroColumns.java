package io.hydrobeam.tables;

import io.hydrobeam.model.Column;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Avro schemas and records of rows with columns. */
final class AvroColumns {
  private AvroColumns() {}

  /** Returns the schema of a record with these columns in their order. */
  static Schema schema(String name, List<? extends Column<?>> columns) {
    var fields = SchemaBuilder.record(name).namespace("io.hydrobeam").fields();
    for (Column<?> column : columns) {
      var field = fields.name(column.name());
      if (column.nullable()) {
        fields =
            field.type().unionOf().nullType().and().type(type(column)).endUnion().nullDefault();
      } else {
        fields =
            column.absent() == null
                ? field.type(type(column)).noDefault()
                : field.type(type(column)).withDefault(column.absent());
      }
    }
    return fields.endRecord();
  }

  private static Schema type(Column<?> column) {
    return switch (column.type()) {
      case TEXT -> Schema.create(Schema.Type.STRING);
      case INT -> Schema.create(Schema.Type.INT);
      case LONG -> Schema.create(Schema.Type.LONG);
      case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
      case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
      case TIMESTAMP -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
    };
  }

  /** Returns the record of a row. */
  static <R> GenericRecord record(Schema schema, List<Column<R>> columns, R row) {
    var record = new GenericData.Record(schema);
    for (int i = 0; i < columns.size(); i++) {
      record.put(i, columns.get(i).of(row));
    }
    return record;
  }
}
