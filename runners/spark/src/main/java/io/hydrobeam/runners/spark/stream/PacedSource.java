package io.hydrobeam.runners.spark.stream;

import io.hydrobeam.model.Quiet;
import io.hydrobeam.parse.ReadOffsets;
import io.hydrobeam.parse.ReadingParser;
import io.hydrobeam.runners.spark.internals.OpenReaders;
import io.hydrobeam.statistics.MessageSums;
import io.hydrobeam.statistics.Summary;
import io.hydrobeam.statistics.SummaryCoder;
import io.hydrobeam.window.Windowing;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Sensor topics as Spark's runner must see them: one split, however many it asks for, read no
 * faster than batches are processed, and summed up, one summary a batch. The watermark of several
 * splits would be that of the fastest, and the others' samples be dropped as late ({@code
 * SparkUnboundedSource.ReadReportDStream}).
 *
 * <p>The runner asks for the splits when it makes the graph and once before each batch, at the
 * driver, in the thread that makes the batches: the place to wait in. KafkaIO's source would open a
 * connection to Kafka each time. Each split has the number of its batch, by which an executor knows
 * that batches were read elsewhere.
 */
public final class PacedSource<M extends UnboundedSource.CheckpointMark>
    extends UnboundedSource<Summary, PacedMark> {
  private static final long serialVersionUID = 1L;

  /** Of this driver, which runs one stream; executors ask for no splits. */
  static final BatchQueue QUEUE = new BatchQueue();

  private final UnboundedSource<KafkaRecord<byte[], byte[]>, M> source;
  private final ReadingParser parser;
  private final Windowing windowing;
  private final ReadLimits limits;
  private final SerializableFunction<Void, @Nullable Quiet> quiet;
  private final String id;
  private long batch; // of the last split, or of this one

  public PacedSource(
      UnboundedSource<KafkaRecord<byte[], byte[]>, M> source,
      ReadingParser parser,
      Windowing windowing,
      ReadLimits limits,
      SerializableFunction<Void, @Nullable Quiet> quiet) {
    this(source, parser, windowing, limits, quiet, UUID.randomUUID().toString(), 0);
  }

  private PacedSource(
      UnboundedSource<KafkaRecord<byte[], byte[]>, M> source,
      ReadingParser parser,
      Windowing windowing,
      ReadLimits limits,
      SerializableFunction<Void, @Nullable Quiet> quiet,
      String id,
      long batch) {
    this.source = source;
    this.parser = parser;
    this.windowing = windowing;
    this.limits = limits;
    this.quiet = quiet;
    this.id = id;
    this.batch = batch;
  }

  @Override
  public List<PacedSource<M>> split(int desired, PipelineOptions options)
      throws InterruptedException {
    QUEUE.awaitTurn();
    batch++;
    return List.of(new PacedSource<>(source, parser, windowing, limits, quiet, id, batch));
  }

  /** The batch that has come to this process is read. */
  public void isRead() {
    OpenReaders.reads(id);
  }

  /** A task has come to this process that reads a batch of this source. */
  private Object readResolve() {
    OpenReaders.arrived(id, batch);
    return this;
  }

  @Override
  @SuppressWarnings("unchecked") // a mark of a reader of this source
  public UnboundedReader<Summary> createReader(PipelineOptions options, @Nullable PacedMark mark)
      throws IOException {
    ReadOffsets offsets = mark == null ? ReadOffsets.none() : ReadOffsets.fromBytes(mark.offsets());
    return new PacedReader(
        source.createReader(options, mark == null ? null : (M) mark.kafka()),
        this,
        new MessageSums(parser, windowing, offsets),
        windowing,
        limits,
        () -> quiet.apply(null),
        System::nanoTime,
        this::isRead);
  }

  @Override
  public Coder<PacedMark> getCheckpointMarkCoder() {
    return new PacedMark.InBytes<>(source.getCheckpointMarkCoder());
  }

  @Override
  public Coder<Summary> getOutputCoder() {
    return SummaryCoder.of();
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
