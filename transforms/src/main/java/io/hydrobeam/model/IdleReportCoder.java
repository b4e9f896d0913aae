package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Coder for {@link IdleReport}. */
public final class IdleReportCoder extends AtomicCoder<IdleReport> {
  private static final long serialVersionUID = 1L;
  private static final IdleReportCoder INSTANCE = new IdleReportCoder();

  private IdleReportCoder() {}

  /** Returns the shared, stateless instance. */
  public static IdleReportCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(IdleReport.class), INSTANCE);
  }

  @Override
  public void encode(IdleReport value, OutputStream out) throws IOException {
    FieldCoders.TEXT.encode(value.process(), out);
    FieldCoders.INT.encode(value.partitions(), out);
    FieldCoders.INT.encode(value.all(), out);
    FieldCoders.LONG.encode(value.millis(), out);
  }

  @Override
  public IdleReport decode(InputStream in) throws IOException {
    return new IdleReport(
        FieldCoders.TEXT.decode(in),
        FieldCoders.INT.decode(in),
        FieldCoders.INT.decode(in),
        FieldCoders.LONG.decode(in));
  }
}
