package io.hydrobeam.tables;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Rows in, kept in Parquet tables in Hive partitions. Whoever reads a table sees each row once,
 * whole, in the version that {@link Table#replaces} prefers: a file appears by one rename, under a
 * name that depends on nothing but the row's place in the table. One step writes all tables, since
 * on Spark each step that nothing follows is a job of its own in every batch.
 */
public final class WriteTables extends PTransform<PCollection<TableRow>, PDone> {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, TableFiles> tables = new HashMap<>();

  private WriteTables(String root, Map<String, Table<?>> tables, Incoming incoming) {
    tables.forEach(
        (name, table) -> this.tables.put(name, new TableFiles(root + "/" + name, table, incoming)));
  }

  /**
   * Keeps rows in these tables, each in the directory of its name below this one.
   *
   * @param incoming where the files are made
   */
  public static WriteTables below(String root, Map<String, Table<?>> tables, Incoming incoming) {
    return new WriteTables(root, tables, incoming);
  }

  @Override
  public PDone expand(PCollection<TableRow> rows) {
    rows.apply("WriteFiles", ParDo.of(new WriteFiles(tables)));
    return PDone.in(rows.getPipeline());
  }
}
