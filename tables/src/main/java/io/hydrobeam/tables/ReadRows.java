package io.hydrobeam.tables;

import io.hydrobeam.common.UserException;
import io.hydrobeam.model.RigSnapshot;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The rows that a stream has kept, in Hive partitions of any depth. The program that starts the job
 * lists no deeper than hours, so that the graph does not grow with the files; workers list the
 * rest. A row may come in several versions: from both tables, or of several revisions.
 *
 * <pre>
 *   hours -- ListFiles -- SpreadFiles --+-- ROWS
 *                                       +-- PROBLEMS: a file that cannot be used, and why
 * </pre>
 */
public final class ReadRows extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** The rows. */
  public static final TupleTag<RigSnapshot> ROWS = new TupleTag<>() {};

  /** Names of unusable files, each with the fault. */
  public static final TupleTag<String> PROBLEMS = new TupleTag<>() {};

  /**
   * Table directories in the order of reading. Compaction adds rows to the second before it removes
   * them from the first.
   */
  private static final List<String> TABLES = List.of("streaming", "compacted");

  @SuppressWarnings("serial") // List.copyOf is serializable
  private final List<String> tables;

  @SuppressWarnings("serial")
  private final List<String> places;

  private ReadRows(List<String> tables, Collection<String> places) {
    this.tables = List.copyOf(tables);
    this.places = List.copyOf(places);
  }

  /**
   * The rows below a directory: a table or a part of one, or the output of a stream, which holds
   * the tables of small and of compacted files.
   *
   * @throws UserException if there are no Parquet files, or it cannot be read
   */
  public static ReadRows below(String directory) {
    try {
      var root = new Path(directory);
      return below(Storage.fileSystem(root), root);
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(directory, e);
    }
  }

  /** Returns the error for an unreadable input. */
  public static UserException unreadable(String input, Exception reason) {
    return UserException.failed(
        "cannot read the input %s (%s); start the file system or make the directory readable, or"
            + " name another by --input",
        input, UserException.rootCause(reason));
  }

  private static ReadRows below(FileSystem fileSystem, Path root) throws IOException {
    if (!fileSystem.exists(root)) {
      throw UserException.failed(
          "there is no input %s; name the --output of a stream, or a directory with PS1.txt to"
              + " SE.txt, by --input",
          root);
    }
    var tables = new ArrayList<String>();
    for (String table : TABLES) {
      if (fileSystem.exists(new Path(root, table))) {
        tables.add(new Path(root, table).toString());
      }
    }
    if (tables.isEmpty()) {
      tables.add(root.toString());
    }
    var places = new TreeSet<String>();
    for (String table : tables) {
      collect(fileSystem, fileSystem.getFileStatus(new Path(table)), "", places);
    }
    if (places.isEmpty()) {
      throw UserException.failed(
          "there are no Parquet files below %s, and no PS1.txt to SE.txt; name the --output "
              + "of a stream, or a data set directory, by --input",
          root);
    }
    return new ReadRows(tables, places);
  }

  /** Hours, and files that are in none, as paths relative to a table. */
  private static void collect(
      FileSystem fileSystem, FileStatus place, String relative, Set<String> places)
      throws IOException {
    boolean hour = place.getPath().getName().startsWith("hour=");
    if (isRows(place) || place.isDirectory() && hour) {
      places.add(relative);
    } else if (place.isDirectory()) {
      for (FileStatus child : visible(fileSystem, place.getPath())) {
        collect(fileSystem, child, relative + "/" + child.getPath().getName(), places);
      }
    }
  }

  private static List<FileStatus> visible(FileSystem fileSystem, Path directory)
      throws IOException {
    return List.of(
        fileSystem.listStatus(
            directory, path -> !path.getName().startsWith(".") && !path.getName().startsWith("_")));
  }

  private static boolean isRows(FileStatus file) {
    return file.isFile() && file.getPath().getName().endsWith(".parquet");
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    return begin
        .apply("Hours", Create.of(places).withCoder(StringUtf8Coder.of()))
        .apply("ListFiles", ParDo.of(new ListFiles(tables)))
        .apply("SpreadFiles", Reshuffle.viaRandomKey())
        .apply(
            "ReadFiles", ParDo.of(new ReadFiles()).withOutputTags(ROWS, TupleTagList.of(PROBLEMS)));
  }

  /** An hour or a file in; the Parquet files below it in each of the tables out. */
  private static final class ListFiles extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final List<String> tables;

    ListFiles(List<String> tables) {
      this.tables = tables;
    }

    @ProcessElement
    public void processElement(@Element String place, OutputReceiver<String> out)
        throws IOException {
      for (String table : tables) {
        var path = new Path(table + place);
        list(Storage.fileSystem(path), path, out);
      }
    }

    /** Nothing where there is nothing, since compaction may have removed it. */
    private static void list(FileSystem fileSystem, Path place, OutputReceiver<String> out)
        throws IOException {
      try {
        FileStatus status = fileSystem.getFileStatus(place);
        if (isRows(status)) {
          out.output(place.toString());
        } else if (status.isDirectory()) {
          for (FileStatus child : visible(fileSystem, place)) {
            list(fileSystem, child.getPath(), out);
          }
        }
      } catch (FileNotFoundException e) {
        return;
      }
    }
  }

  /** Reads Parquet files. The outputs are rows, and messages about unusable files. */
  private static final class ReadFiles extends DoFn<String, RigSnapshot> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(@Element String file, MultiOutputReceiver out) {
      try {
        var path = new Path(file);
        FileSystem fileSystem = Storage.fileSystem(path);
        var rows = new ArrayList<RigSnapshot>();
        for (GenericRecord row : Storage.rows(fileSystem, fileSystem.getFileStatus(path))) {
          rows.add(RowTable.snapshot(row));
        }
        rows.forEach(out.get(ROWS)::output);
      } catch (FileNotFoundException e) {
        out.get(PROBLEMS).output(file + " (was removed in this moment; run this again)");
      } catch (IOException | RuntimeException e) {
        // Parquet's readers throw anything at bytes that are not Parquet.
        out.get(PROBLEMS)
            .output(String.format(Locale.ROOT, "%s (%s)", file, UserException.rootCause(e)));
      }
    }
  }
}
