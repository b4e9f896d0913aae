package io.hydrobeam.tables;

import io.hydrobeam.window.Windowing;
import java.io.IOException;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;

/**
 * Elements in, each as a row for a table out: at once, or, for files of a minute, when the
 * watermark passes the minute's end, so that all rows of a file come together.
 *
 * @param <T> the element of a row
 */
public final class TableRows<T> extends PTransform<PCollection<T>, PCollection<TableRow>> {
  private static final long serialVersionUID = 1L;
  private static final TableRow.RowCoder CODER = new TableRow.RowCoder();

  private final String name;
  private final Table<T> table;
  private final @Nullable Windowing byMinute;

  private TableRows(String name, Table<T> table, @Nullable Windowing byMinute) {
    this.name = name;
    this.table = table;
    this.byMinute = byMinute;
  }

  /** Rows for the table of this name, as they come. */
  public static <T> TableRows<T> asTheyCome(String name, Table<T> table) {
    return new TableRows<>(name, table, null);
  }

  /**
   * Rows for the table of this name, those of a minute together.
   *
   * @param windowing the windows in which the elements are
   */
  public static <T> TableRows<T> byMinute(String name, Table<T> table, Windowing windowing) {
    return new TableRows<>(name, table, windowing);
  }

  @Override
  public PCollection<TableRow> expand(PCollection<T> elements) {
    PCollection<TableRow> rows =
        elements.apply("ToRow", ParDo.of(new ToRowFn<>(name, table))).setCoder(CODER);
    return (byMinute == null ? rows : gathered(rows, byMinute))
        .apply("Unwindowed", Windowing.unwindowed());
  }

  private static PCollection<TableRow> gathered(PCollection<TableRow> rows, Windowing windowing) {
    return rows.apply("IntoMinutes", windowing.over(Duration.standardMinutes(1)).discarding())
        .apply("ByFile", WithKeys.of(TableRow::file).withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), CODER))
        .apply("GatherFile", GroupByKey.create())
        .apply("Rows", Values.create())
        .apply("Elements", Flatten.iterables());
  }

  private static final class ToRowFn<T> extends DoFn<T, TableRow> {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final Table<T> table;
    private transient RecordCodec codec;

    ToRowFn(String name, Table<T> table) {
      this.name = name;
      this.table = table;
    }

    @Setup
    public void setup() {
      codec = new RecordCodec(table.schema());
    }

    @ProcessElement
    public void processElement(@Element T element, OutputReceiver<TableRow> out)
        throws IOException {
      byte[] records = codec.encode(table.records(element));
      out.output(new TableRow(name, table.file(element), records));
    }
  }
}
