package io.hydrobeam.pipeline.baseline;

import io.hydrobeam.anomaly.CycleTrace;
import io.hydrobeam.anomaly.CycleTraceCoder;
import io.hydrobeam.features.Features;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.FeatureVectorCoder;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigCycle;
import io.hydrobeam.model.RigCycleCoder;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.pipeline.CommandException;
import io.hydrobeam.pipeline.table.RowTable;
import io.hydrobeam.pipeline.table.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The cycles of the rows that a stream wrote: the first window of a cycle is its second 0.
 *
 * <pre>
 *   directories -- ReadRows -- GatherRows (rig, cycle) -- Trace -- cycle
 * </pre>
 */
final class RowCycles {
  private RowCycles() {}

  /**
   * Reads the rows below a directory.
   *
   * @param only the rig whose rows are taken, null for all
   * @throws CommandException if there are none
   */
  static PCollection<CycleTrace> read(
      Pipeline pipeline, String input, RigConfig rig, @Nullable String only) throws IOException {
    var root = new Path(input);
    FileSystem fileSystem = Storage.fileSystem(root);
    List<String> files = new ArrayList<>();
    if (fileSystem.exists(root)) {
      collect(fileSystem, root, files);
    }
    if (files.isEmpty()) {
      throw CommandException.usage(
          "--input=%s holds neither rows of a stream nor PS1.txt to SE.txt; name the"
              + " OUTPUT/streaming of a stream or a data set directory",
          input);
    }
    return pipeline
        .apply("Files", Create.of(files).withCoder(StringUtf8Coder.of()))
        .apply("ReadRows", ParDo.of(new ReadRowsFn(rig, only)))
        .setCoder(KvCoder.of(RigCycleCoder.of(), FeatureVectorCoder.of()))
        .apply("GatherRows", GroupByKey.create())
        .apply("Trace", ParDo.of(new TraceFn()))
        .setCoder(CycleTraceCoder.of());
  }

  private static void collect(FileSystem fileSystem, Path directory, List<String> files)
      throws IOException {
    for (FileStatus status : fileSystem.listStatus(directory)) {
      String name = status.getPath().getName();
      if (status.isDirectory() && !name.startsWith(".") && !name.startsWith("_")) {
        collect(fileSystem, status.getPath(), files);
      } else if (status.isFile() && name.endsWith(".parquet")) {
        files.add(status.getPath().toString());
      }
    }
  }

  private static final class ReadRowsFn extends DoFn<String, KV<RigCycle, FeatureVector>> {
    private static final long serialVersionUID = 1L;

    private final RigConfig rig;
    private final @Nullable String only;

    ReadRowsFn(RigConfig rig, @Nullable String only) {
      this.rig = rig;
      this.only = only;
    }

    @ProcessElement
    public void processElement(
        @Element String file, OutputReceiver<KV<RigCycle, FeatureVector>> out) throws IOException {
      var path = new Path(file);
      FileSystem fileSystem = Storage.fileSystem(path);
      for (GenericRecord row : Storage.rows(fileSystem, fileSystem.getFileStatus(path))) {
        RigSnapshot snapshot = RowTable.snapshot(row);
        if (only == null || only.equals(snapshot.rig())) {
          out.output(
              KV.of(new RigCycle(snapshot.rig(), snapshot.cycle()), Features.of(snapshot, rig)));
        }
      }
    }
  }

  private static final class TraceFn
      extends DoFn<KV<RigCycle, Iterable<FeatureVector>>, CycleTrace> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(
        @Element KV<RigCycle, Iterable<FeatureVector>> cycle, OutputReceiver<CycleTrace> out) {
      out.output(CycleTrace.of(cycle.getValue()));
    }
  }
}
