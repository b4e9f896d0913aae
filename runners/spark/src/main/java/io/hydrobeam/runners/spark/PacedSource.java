package io.hydrobeam.runners.spark;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A source as Spark's runner must see it: in one split, however many it asks for, and read no
 * faster than batches are processed. The watermark of several splits would be that of the fastest,
 * and the others' samples be dropped as late ({@code SparkUnboundedSource.ReadReportDStream}).
 *
 * <p>The runner asks for the splits when it makes the graph and once before each batch, at the
 * driver, in the thread that makes the batches: the place to wait in. The source itself would open
 * a connection to Kafka each time.
 */
final class PacedSource<T, M extends UnboundedSource.CheckpointMark> extends UnboundedSource<T, M> {
  private static final long serialVersionUID = 1L;

  /** Of this driver, which runs one stream; executors ask for no splits. */
  static final BatchQueue QUEUE = new BatchQueue();

  private final UnboundedSource<T, M> source;

  PacedSource(UnboundedSource<T, M> source) {
    this.source = source;
  }

  @Override
  public List<PacedSource<T, M>> split(int desired, PipelineOptions options)
      throws InterruptedException {
    QUEUE.awaitTurn();
    return List.of(this);
  }

  @Override
  public UnboundedReader<T> createReader(PipelineOptions options, @Nullable M mark)
      throws IOException {
    return source.createReader(options, mark);
  }

  @Override
  public Coder<M> getCheckpointMarkCoder() {
    return source.getCheckpointMarkCoder();
  }

  @Override
  public Coder<T> getOutputCoder() {
    return source.getOutputCoder();
  }

  @Override
  public boolean requiresDeduping() {
    return source.requiresDeduping();
  }

  @Override
  public void validate() {
    source.validate();
  }
}
