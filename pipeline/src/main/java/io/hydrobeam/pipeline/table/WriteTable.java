package io.hydrobeam.pipeline.table;

import io.hydrobeam.pipeline.CommandException;
import io.hydrobeam.window.Windowing;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;

/**
 * Elements in, kept as rows of a Parquet table in Hive partitions. Whoever reads the directory sees
 * each row once, whole, in the version that {@link Table#replaces} prefers: a file appears by one
 * rename, under a name that depends on nothing but the row's place in the table.
 *
 * <p>By second a row is written as it comes; by minute all rows of a file are gathered first, until
 * the watermark passes the minute's end.
 *
 * @param <T> what a row is made of
 */
public final class WriteTable<T> extends PTransform<PCollection<T>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String root;
  private final Table<T> table;
  private final PartitionBy partitionBy;
  private final Windowing windowing;

  private WriteTable(String root, Table<T> table, PartitionBy partitionBy, Windowing windowing) {
    this.root = root;
    this.table = table;
    this.partitionBy = partitionBy;
    this.windowing = windowing;
  }

  /**
   * Keeps elements in the table at this directory.
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
   * @throws CommandException if not, with the reason and the remedy
   */
  public static void requireWritable(String root) {
    Storage.requireWritable(root);
  }

  /**
   * Checks that whatever writes below this directory cuts its tables in the same way: rows that are
   * kept in two ways would be there twice. The first to come leaves a note of how it does.
   *
   * @throws CommandException if another did it in another way
   */
  public static void requireLayout(String root, String layout) {
    Storage.requireLayout(root, layout);
  }

  /**
   * Whether what writes below this directory cuts its tables in this way; nothing is written.
   *
   * @return false if nothing was written below it yet
   * @throws CommandException if another did it in another way
   */
  public static boolean hasLayout(String root, String layout) {
    return Storage.hasLayout(root, layout);
  }

  @Override
  public PDone expand(PCollection<T> elements) {
    PCollection<T> gathered = partitionBy == PartitionBy.MINUTE ? byMinute(elements) : elements;
    gathered.apply("WriteFiles", ParDo.of(new WriteFiles<>(root, table)));
    return PDone.in(elements.getPipeline());
  }

  private PCollection<T> byMinute(PCollection<T> elements) {
    Table<T> keyed = table;
    Coder<T> coder = elements.getCoder();
    return elements
        .apply("IntoMinutes", windowing.over(Duration.standardMinutes(1)).discarding())
        .apply("ByFile", WithKeys.<String, T>of(keyed::file).withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), coder))
        .apply("GatherFile", GroupByKey.create())
        .apply("Rows", Values.create())
        .apply("Elements", Flatten.iterables());
  }
}
