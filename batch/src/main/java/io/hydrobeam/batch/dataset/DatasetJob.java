package io.hydrobeam.batch.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.cycle.CycleLayout;
import io.hydrobeam.model.CycleSummary;
import io.hydrobeam.model.CycleSummaryCoder;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.tables.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.apache.hadoop.fs.Path;

/**
 * Graph that reads cycles from a source into a working directory: sorted shards below {@code
 * cycles}, and problems of the source below {@code problems}.
 *
 * <pre>
 *   CycleSource --+-- cycles ---- ByShard -- GatherShard -- WriteShard
 *                 +-- problems -------------------------- WriteProblem
 * </pre>
 */
final class DatasetJob {
  private DatasetJob() {}

  /**
   * Adds the graph to a pipeline, without running the pipeline.
   *
   * @param directory the working directory of the data set; a write error ends the run with a
   *     UserException
   */
  static void assemble(
      Pipeline pipeline,
      CycleSource source,
      RigConfig rig,
      CycleLayout layout,
      TimeSpan span,
      DatasetDirectory directory) {
    String output = directory.output();
    Path work = directory.work();
    CycleSource.Cycles read = source.read(pipeline, rig, layout, span);
    read.cycles()
        .apply(
            "ByShard",
            WithKeys.of((CycleSummary cycle) -> KV.of(cycle.rig(), CycleShards.shardOf(cycle)))
                .withKeyType(
                    TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.integers())))
        .setCoder(
            KvCoder.of(KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of()), CycleSummaryCoder.of()))
        .apply("GatherShard", GroupByKey.create())
        .apply("WriteShard", ParDo.of(new WriteShard(output, cycles(work).toString())));
    read.problems()
        .apply("WriteProblem", ParDo.of(new WriteProblem(output, problems(work).toString())));
  }

  /** Returns the directory of the cycles. */
  static Path cycles(Path work) {
    return new Path(work, "cycles");
  }

  /** Returns the directory of the problems, with one text file for each problem. */
  static Path problems(Path work) {
    return new Path(work, "problems");
  }

  private static final class WriteShard
      extends DoFn<KV<KV<String, Integer>, Iterable<CycleSummary>>, Void> {
    private static final long serialVersionUID = 1L;

    private final String output;
    private final String directory;

    WriteShard(String output, String directory) {
      this.output = output;
      this.directory = directory;
    }

    @ProcessElement
    public void processElement(@Element KV<KV<String, Integer>, Iterable<CycleSummary>> shard) {
      try {
        CycleShards.write(new Path(directory), shard.getValue());
      } catch (IOException e) {
        throw DatasetDirectory.cannotWrite(output, e);
      }
    }
  }

  private static final class WriteProblem extends DoFn<String, Void> {
    private static final long serialVersionUID = 1L;

    private final String output;
    private final String directory;

    WriteProblem(String output, String directory) {
      this.output = output;
      this.directory = directory;
    }

    @ProcessElement
    public void processElement(@Element String problem) {
      var file = new Path(directory, UUID.nameUUIDFromBytes(problem.getBytes(UTF_8)).toString());
      try (OutputStream out = Storage.fileSystem(file).create(file, true)) {
        out.write(problem.getBytes(UTF_8));
      } catch (IOException e) {
        throw DatasetDirectory.cannotWrite(output, e);
      }
    }
  }
}
