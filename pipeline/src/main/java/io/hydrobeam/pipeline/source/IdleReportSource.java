package io.hydrobeam.pipeline.source;

import io.hydrobeam.model.IdleReport;
import io.hydrobeam.model.IdleReportCoder;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/**
 * Source of one {@link IdleReport} element a second while no record arrives. For a runner that
 * reads in one process with plain KafkaIO. The element is no event and does not hold back the
 * watermark. The source ends together with the reader.
 */
final class IdleReportSource extends UnboundedSource<IdleReport, UnboundedSource.CheckpointMark> {
  private static final long serialVersionUID = 1L;

  private static final long EVERY_NANOS = 1_000_000_000;

  private final EventTimePolicies policies;

  IdleReportSource(EventTimePolicies policies) {
    this.policies = policies;
  }

  @Override
  public List<IdleReportSource> split(int desired, PipelineOptions options) {
    return List.of(this);
  }

  @Override
  public UnboundedReader<IdleReport> createReader(
      PipelineOptions options, @Nullable CheckpointMark mark) {
    return new Reader();
  }

  @Override
  public Coder<CheckpointMark> getCheckpointMarkCoder() {
    return new NothingCoder();
  }

  @Override
  public Coder<IdleReport> getOutputCoder() {
    return IdleReportCoder.of();
  }

  private final class Reader extends UnboundedReader<IdleReport> {
    private @Nullable IdleReport current;
    private long toldAt = System.nanoTime();

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      long now = System.nanoTime();
      if (now - toldAt < EVERY_NANOS) {
        return false;
      }
      toldAt = now;
      current = policies.quiet();
      return current != null;
    }

    @Override
    public IdleReport getCurrent() {
      if (current == null) {
        throw new NoSuchElementException("something may come");
      }
      return current;
    }

    @Override
    public Instant getCurrentTimestamp() {
      return BoundedWindow.TIMESTAMP_MIN_VALUE;
    }

    @Override
    public Instant getWatermark() {
      return policies.hasEnded()
          ? BoundedWindow.TIMESTAMP_MAX_VALUE
          : BoundedWindow.TIMESTAMP_MIN_VALUE;
    }

    @Override
    public CheckpointMark getCheckpointMark() {
      return CheckpointMark.NOOP_CHECKPOINT_MARK;
    }

    @Override
    public IdleReportSource getCurrentSource() {
      return IdleReportSource.this;
    }

    @Override
    public void close() {
      // Nothing to close.
    }
  }

  private static final class NothingCoder extends AtomicCoder<CheckpointMark> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(CheckpointMark value, OutputStream out) {
      // The checkpoint has no state.
    }

    @Override
    public CheckpointMark decode(InputStream in) {
      return CheckpointMark.NOOP_CHECKPOINT_MARK;
    }
  }
}
