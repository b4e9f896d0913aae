package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Coder for {@link Quiet}. */
public final class QuietCoder extends AtomicCoder<Quiet> {
  private static final long serialVersionUID = 1L;
  private static final QuietCoder INSTANCE = new QuietCoder();

  private QuietCoder() {}

  /** Returns the shared, stateless instance. */
  public static QuietCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(Quiet.class), INSTANCE);
  }

  @Override
  public void encode(Quiet value, OutputStream out) throws IOException {
    Wire.TEXT.encode(value.process(), out);
    Wire.INT.encode(value.partitions(), out);
    Wire.INT.encode(value.all(), out);
    Wire.LONG.encode(value.millis(), out);
  }

  @Override
  public Quiet decode(InputStream in) throws IOException {
    return new Quiet(
        Wire.TEXT.decode(in), Wire.INT.decode(in), Wire.INT.decode(in), Wire.LONG.decode(in));
  }
}
