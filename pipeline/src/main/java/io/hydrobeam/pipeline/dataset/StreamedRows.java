package io.hydrobeam.pipeline.dataset;

import io.hydrobeam.cycle.CycleLayout;
import io.hydrobeam.cycle.SummarizeCycles;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.pipeline.CommandException;
import io.hydrobeam.pipeline.table.RowTable;
import io.hydrobeam.pipeline.table.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The rows that the stream wrote, in Hive partitions of any depth. The program that starts the job
 * lists no deeper than hours, so that the graph does not grow with the files; workers list the
 * rest.
 *
 * <pre>
 *   hours -- ListFiles -- Reshuffle -- ReadRows --+-- SummarizeCycles -- cycles
 *                                                 +--------------------- problems
 * </pre>
 */
final class StreamedRows implements CycleSource {
  private static final TupleTag<RigSnapshot> ROWS = new TupleTag<>() {};
  private static final TupleTag<String> PROBLEMS = new TupleTag<>() {};

  private final List<String> places;

  private StreamedRows(List<String> places) {
    this.places = places;
  }

  /** The rows below a directory. */
  static StreamedRows open(FileSystem fileSystem, Path root) throws IOException {
    var places = new ArrayList<String>();
    collect(fileSystem, fileSystem.getFileStatus(root), places);
    if (places.isEmpty()) {
      throw CommandException.failed(
          "there are no Parquet files below %s, and no PS1.txt to SE.txt; name the OUTPUT/streaming"
              + " of a stream, or a directory of measurements, by --input",
          root);
    }
    return new StreamedRows(places);
  }

  private static void collect(FileSystem fileSystem, FileStatus place, List<String> places)
      throws IOException {
    boolean hour = place.getPath().getName().startsWith("hour=");
    if (isRows(place) || place.isDirectory() && hour) {
      places.add(place.getPath().toString());
    } else if (place.isDirectory()) {
      for (FileStatus child : visible(fileSystem, place.getPath())) {
        collect(fileSystem, child, places);
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
  public String kind() {
    return "rows of the stream";
  }

  @Override
  public boolean timed() {
    return true;
  }

  @Override
  public RigConfig rig(RigConfig configured, CycleLayout layout) {
    return configured;
  }

  @Override
  public Cycles read(Pipeline pipeline, CycleLayout layout, TimeSpan span) {
    PCollectionTuple read =
        pipeline
            .apply("Hours", Create.of(places).withCoder(StringUtf8Coder.of()))
            .apply("ListFiles", ParDo.of(new ListFiles()))
            .apply("SpreadFiles", Reshuffle.viaRandomKey())
            .apply(
                "ReadRows",
                ParDo.of(new ReadRows(span)).withOutputTags(ROWS, TupleTagList.of(PROBLEMS)));
    return new Cycles(
        read.get(ROWS).apply("SummarizeCycles", SummarizeCycles.of(layout)), read.get(PROBLEMS));
  }

  /** A directory or file in; the Parquet files below it out. */
  private static final class ListFiles extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(@Element String place, OutputReceiver<String> out)
        throws IOException {
      var path = new Path(place);
      FileSystem fileSystem = Storage.fileSystem(path);
      list(fileSystem, fileSystem.getFileStatus(path), out);
    }

    private static void list(FileSystem fileSystem, FileStatus place, OutputReceiver<String> out)
        throws IOException {
      if (place.isDirectory()) {
        for (FileStatus child : visible(fileSystem, place.getPath())) {
          list(fileSystem, child, out);
        }
      } else if (isRows(place)) {
        out.output(place.getPath().toString());
      }
    }
  }

  /** A Parquet file in; its rows out, or what is wrong with it. */
  private static final class ReadRows extends DoFn<String, RigSnapshot> {
    private static final long serialVersionUID = 1L;

    private final TimeSpan span;

    ReadRows(TimeSpan span) {
      this.span = span;
    }

    @ProcessElement
    public void processElement(@Element String file, MultiOutputReceiver out) {
      try {
        var path = new Path(file);
        FileSystem fileSystem = Storage.fileSystem(path);
        var rows = new ArrayList<RigSnapshot>();
        for (GenericRecord row : Storage.rows(fileSystem, fileSystem.getFileStatus(path))) {
          rows.add(RowTable.snapshot(row));
        }
        rows.stream()
            .filter(row -> span.contains(row.windowStartMillis()))
            .forEach(out.get(ROWS)::output);
      } catch (IOException | RuntimeException e) {
        // Parquet's readers throw anything at bytes that are not Parquet.
        out.get(PROBLEMS).output("%s (%s)".formatted(file, CommandException.rootCause(e)));
      }
    }
  }
}
