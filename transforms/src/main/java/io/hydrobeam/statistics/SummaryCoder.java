package io.hydrobeam.statistics;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.DeadLetterCoder;
import io.hydrobeam.model.IdleReport;
import io.hydrobeam.model.IdleReportCoder;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.SensorKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TimestampedValue.TimestampedValueCoder;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Coder for {@link Summary}: two lists of elements with timestamps, a number, an optional report.
 */
public final class SummaryCoder extends AtomicCoder<Summary> {
  private static final long serialVersionUID = 1L;
  private static final SummaryCoder INSTANCE = new SummaryCoder();
  private static final Coder<List<TimestampedValue<KV<SensorKey, Moments>>>> MOMENTS =
      ListCoder.of(TimestampedValueCoder.of(SummarizeSensors.MOMENTS_CODER));
  private static final Coder<List<TimestampedValue<DeadLetter>>> DEAD_LETTERS =
      ListCoder.of(TimestampedValueCoder.of(DeadLetterCoder.of()));
  private static final Coder<IdleReport> QUIET = NullableCoder.of(IdleReportCoder.of());

  private static final Coder<Long> DUPLICATES = VarLongCoder.of();

  private SummaryCoder() {}

  /** Returns the shared, stateless instance. */
  public static SummaryCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(Summary.class), INSTANCE);
  }

  @Override
  public void encode(Summary value, OutputStream out) throws IOException {
    MOMENTS.encode(value.moments(), out);
    DEAD_LETTERS.encode(value.deadLetters(), out);
    DUPLICATES.encode(value.duplicates(), out);
    QUIET.encode(value.quiet(), out);
  }

  @Override
  public Summary decode(InputStream in) throws IOException {
    return new Summary(
        MOMENTS.decode(in), DEAD_LETTERS.decode(in), DUPLICATES.decode(in), QUIET.decode(in));
  }
}
