package io.hydrobeam.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hydrobeam.model.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

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
  public static <R> byte[] encode(List<Column<R>> columns, R row) {
    var out = new ByteArrayOutputStream(2048);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      for (Column<R> column : columns) {
        json.writeFieldName(column.name());
        write(json, column.type(), column.of(row));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array refused to grow", e);
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, Column.Type type, @Nullable Object value)
      throws IOException {
    if (value instanceof Long millis && type == Column.Type.TIMESTAMP) {
      json.writeString(MILLIS.format(Instant.ofEpochMilli(millis)));
    } else if (value instanceof Number || value instanceof Boolean || value == null) {
      json.writeObject(value);
    } else {
      json.writeString(value.toString());
    }
  }
}
