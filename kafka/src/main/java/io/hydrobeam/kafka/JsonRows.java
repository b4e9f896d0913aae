package io.hydrobeam.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * Encoder of rows as JSON objects. Fields follow the columns of the table, times are ISO-8601 in
 * UTC.
 */
public final class JsonRows {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private JsonRows() {}

  /** Encodes a row in UTF-8. */
  public static byte[] encode(GenericRecord row) {
    var out = new ByteArrayOutputStream(2048);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      for (Schema.Field field : row.getSchema().getFields()) {
        json.writeFieldName(field.name());
        write(json, field.schema(), row.get(field.pos()));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array refused to grow", e);
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, Schema schema, Object value) throws IOException {
    if (value instanceof Long millis
        && schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
      json.writeString(MILLIS.format(Instant.ofEpochMilli(millis)));
    } else if (value instanceof Number || value instanceof Boolean || value == null) {
      json.writeObject(value);
    } else {
      json.writeString(value.toString());
    }
  }
}
