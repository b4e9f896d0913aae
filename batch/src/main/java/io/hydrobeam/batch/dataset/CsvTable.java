package io.hydrobeam.batch.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldModifiers;
import io.hydrobeam.common.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Comma-separated values as in RFC 4180, with the column names in the first row. White space around
 * a value is ignored, and blank lines are skipped.
 *
 * @param columns the names of the columns; empty if the file is empty
 * @param rows the other rows, of any width
 */
public record CsvTable(List<String> columns, List<Row> rows) {
  /**
   * Row of a CSV file.
   *
   * @param line the line on which the row starts, from 1
   */
  public record Row(long line, List<String> values) {}

  /**
   * Reads a UTF-8 stream to its end and closes the stream.
   *
   * @throws IOException if the stream cannot be read, or a quoted value does not end
   */
  public static CsvTable read(InputStream in) throws IOException {
    try (Reader text = Utf8.reader(in);
        CsvReader<CsvRecord> csv =
            CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .trimWhitespacesAroundQuotes(true)
                .build(CsvRecordHandler.of(h -> h.fieldModifier(FieldModifiers.STRIP)), text)) {
      List<Row> rows =
          csv.stream().map(r -> new Row(r.getStartingLineNumber(), r.getFields())).toList();
      return rows.isEmpty()
          ? new CsvTable(List.of(), List.of())
          : new CsvTable(rows.get(0).values(), rows.subList(1, rows.size()));
    } catch (CsvParseException | UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
