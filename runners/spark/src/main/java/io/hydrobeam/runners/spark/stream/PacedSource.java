package io.hydrobeam.runners.spark.stream;

import io.hydrobeam.model.IdleReport;
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
 * Source of the sensor topics for the Spark runner. The source has one split, for any requested
 * number of splits. Batches are read no faster than they are processed, and each batch gives one
 * summary. With several splits the watermark would follow the fastest split, and samples of the
 * others would be dropped as late ({@code SparkUnboundedSource.ReadReportDStream}).
 *
 * <p>The runner calls split at the driver when it creates the graph and before each batch, in the
 * thread that creates the batches. This source waits in that call. The source of KafkaIO would
 * connect to Kafka on each call. Each split has the number of its batch, so an executor detects
 * batches read by another executor.
 */
public final class PacedSource<M extends UnboundedSource.CheckpointMark>
    extends UnboundedSource<Summary, PacedMark> {
  private static final long serialVersionUID = 1L;

  /** Queue of this driver, which runs one stream. Executors never call split. */
  static final BatchQueue QUEUE = new BatchQueue();

  private final UnboundedSource<KafkaRecord<byte[], byte[]>, M> source;
  private final ReadingParser parser;
  private final Windowing windowing;
  private final ReadLimits limits;
  private final SerializableFunction<Void, @Nullable IdleReport> quiet;
  private final String id;
  private long batch; // number of the last split, or of this split

  public PacedSource(
      UnboundedSource<KafkaRecord<byte[], byte[]>, M> source,
      ReadingParser parser,
      Windowing windowing,
      ReadLimits limits,
      SerializableFunction<Void, @Nullable IdleReport> quiet) {
    this(source, parser, windowing, limits, quiet, UUID.randomUUID().toString(), 0);
  }

  private PacedSource(
      UnboundedSource<KafkaRecord<byte[], byte[]>, M> source,
      ReadingParser parser,
      Windowing windowing,
      ReadLimits limits,
      SerializableFunction<Void, @Nullable IdleReport> quiet,
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

  /** Records that this process reads the batch that has arrived. */
  public void isRead() {
    OpenReaders.reads(id);
  }

  /** Records that a task with a batch of this source has arrived in this process. */
  private Object readResolve() {
    OpenReaders.arrived(id, batch);
    return this;
  }

  @Override
  @SuppressWarnings("unchecked") // mark of a reader of this source
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
