package io.hydrobeam.runners.spark.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;

/**
 * Checkpoint mark of a {@link PacedReader}. The mark moves with the reader between executors.
 *
 * @param kafka the checkpoint mark of the reader of Kafka
 * @param offsets the {@link io.hydrobeam.parse.ReadOffsets} of the records read
 */
@SuppressWarnings("ArrayRecordComponent") // created and read once
record PacedMark(CheckpointMark kafka, byte[] offsets) implements CheckpointMark {
  @Override
  public void finalizeCheckpoint() throws IOException {
    kafka.finalizeCheckpoint();
  }

  /** Coder of a mark: the mark of the reader of Kafka, then the offsets. */
  static final class InBytes<M extends CheckpointMark> extends CustomCoder<PacedMark> {
    private static final long serialVersionUID = 1L;

    private final Coder<M> kafka;

    InBytes(Coder<M> kafka) {
      this.kafka = kafka;
    }

    @Override
    @SuppressWarnings("unchecked") // the coder and the mark are of one source
    public void encode(PacedMark mark, OutputStream out) throws IOException {
      kafka.encode((M) mark.kafka(), out);
      ByteArrayCoder.of().encode(mark.offsets(), out);
    }

    @Override
    public PacedMark decode(InputStream in) throws IOException {
      return new PacedMark(kafka.decode(in), ByteArrayCoder.of().decode(in));
    }
  }
}
