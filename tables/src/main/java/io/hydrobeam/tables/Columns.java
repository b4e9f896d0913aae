package io.hydrobeam.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Reads rows that another version of a table has written by the columns of this version. */
final class Columns {
  private Columns() {}

  /**
   * The rows in these columns, found by their names. A column that the rows lack has its default
   * there, which is null or 0; columns that are not asked for are left out.
   *
   * @param rows rows of one file, so that all have the same columns
   * @throws IllegalArgumentException if a column without a default is missing, or one is of another
   *     type
   */
  static List<GenericRecord> conform(List<GenericRecord> rows, Schema schema) {
    if (rows.isEmpty() || rows.get(0).getSchema().equals(schema)) {
      return rows;
    }
    return rows.stream().map(row -> conform(row, schema)).toList();
  }

  private static GenericRecord conform(GenericRecord row, Schema schema) {
    var conformed = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      conformed.put(field.pos(), value(row, field));
    }
    return conformed;
  }

  private static @Nullable Object value(GenericRecord row, Schema.Field field) {
    Schema.Field present = row.getSchema().getField(field.name());
    if (present == null) {
      if (!field.hasDefaultValue()) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "its column %s is missing", field.name()));
      }
      return GenericData.get().getDefaultValue(field);
    }
    Object value = row.get(present.pos());
    if (!GenericData.get().validate(field.schema(), value)
        || !Objects.equals(
            type(field.schema()).getLogicalType(), type(present.schema()).getLogicalType())) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "its column %s is of another type", field.name()));
    }
    return value;
  }

  /**
   * The columns of a table and, nullable and behind them, those that only a file has, which a newer
   * version has written.
   */
  static Schema withThoseOf(Schema file, Schema table) {
    if (file.equals(table)) {
      return table;
    }
    var fields = new ArrayList<Schema.Field>();
    for (Schema.Field field : table.getFields()) {
      fields.add(new Schema.Field(field, field.schema()));
    }
    for (Schema.Field field : file.getFields()) {
      if (table.getField(field.name()) == null) {
        Schema nullable = Schema.createUnion(Schema.create(Schema.Type.NULL), type(field.schema()));
        fields.add(
            new Schema.Field(field.name(), nullable, field.doc(), Schema.Field.NULL_DEFAULT_VALUE));
      }
    }
    return fields.size() == table.getFields().size()
        ? table
        : Schema.createRecord(table.getName(), table.getDoc(), table.getNamespace(), false, fields);
  }

  /** The type of a column, without null. */
  private static Schema type(Schema schema) {
    return schema.getType() != Schema.Type.UNION
        ? schema
        : schema.getTypes().stream()
            .filter(type -> type.getType() != Schema.Type.NULL)
            .findFirst()
            .orElse(schema);
  }
}
