package io.hydrobeam.tables;

import io.hydrobeam.common.UserException;
import io.hydrobeam.window.Windowing;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.hadoop.fs.Path;

/**
 * Elements in, kept as rows of one table, as {@link TableRows} and {@link WriteTables} do it.
 *
 * @param <T> the element of a row
 */
public final class WriteTable<T> extends PTransform<PCollection<T>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String root;
  private final Table<T> table;
  private final PartitionBy partitionBy;
  private final Windowing windowing;
  private final Incoming incoming;

  private WriteTable(String root, Table<T> table, PartitionBy partitionBy, Windowing windowing) {
    this.root = root;
    this.incoming = beside(root);
    this.table = table;
    this.partitionBy = partitionBy;
    this.windowing = windowing;
  }

  /**
   * Keeps elements in the table at this directory, to which no other job may write.
   *
   * @param windowing the windows in which the elements are
   */
  public static <T> WriteTable<T> at(
      String root, Table<T> table, PartitionBy partitionBy, Windowing windowing) {
    return new WriteTable<>(root, table, partitionBy, windowing);
  }

  /**
   * Checks that files can be made in a directory.
   *
   * @throws UserException if not, with the reason and the remedy
   */
  public static void requireWritable(String root) {
    OutputDirectory.requireWritable(root);
  }

  /**
   * Checks that all runs below this directory use the same layout, because two layouts would
   * duplicate rows. The first run leaves a note of its layout.
   *
   * @throws UserException if another did it in another way
   */
  public static void requireLayout(String root, String layout) {
    if (!hasLayout(root, layout)) {
      CaseMarker.leaveIfNew(root);
    }
    OutputDirectory.requireLayout(root, layout);
  }

  /**
   * Returns whether the runs below this directory use this layout, without writing.
   *
   * @return false if nothing was written below it yet
   * @throws UserException if another did it in another way
   */
  public static boolean hasLayout(String root, String layout) {
    return OutputDirectory.hasLayout(root, layout);
  }

  private static Incoming beside(String table) {
    var path = new Path(table);
    return Incoming.begin(path.getParent().toString(), path.getName(), List.of(path.getName()));
  }

  @Override
  public PDone expand(PCollection<T> elements) {
    return elements
        .apply(
            "TableRows",
            partitionBy == PartitionBy.MINUTE
                ? TableRows.byMinute(".", table, windowing)
                : TableRows.asTheyCome(".", table))
        .apply("WriteTables", WriteTables.below(root, Map.of(".", table), incoming));
  }
}
