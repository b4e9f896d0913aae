package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Coder for {@link Moments}: a varint and four doubles, about 33 bytes. */
public final class MomentsCoder extends AtomicCoder<Moments> {
  private static final long serialVersionUID = 1L;
  private static final MomentsCoder INSTANCE = new MomentsCoder();

  private MomentsCoder() {}

  /** Returns the shared, stateless instance. */
  public static MomentsCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(Moments.class), INSTANCE);
  }

  @Override
  public void encode(Moments value, OutputStream out) throws IOException {
    FieldCoders.LONG.encode(value.count(), out);
    FieldCoders.DOUBLE.encode(value.mean(), out);
    FieldCoders.DOUBLE.encode(value.m2(), out);
    FieldCoders.DOUBLE.encode(value.min(), out);
    FieldCoders.DOUBLE.encode(value.max(), out);
  }

  @Override
  public Moments decode(InputStream in) throws IOException {
    return new Moments(
        FieldCoders.LONG.decode(in),
        FieldCoders.DOUBLE.decode(in),
        FieldCoders.DOUBLE.decode(in),
        FieldCoders.DOUBLE.decode(in),
        FieldCoders.DOUBLE.decode(in));
  }
}
