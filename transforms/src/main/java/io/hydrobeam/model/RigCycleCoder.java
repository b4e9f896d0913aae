package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Coder for {@link RigCycle}: the name, then the cycle as a varint. */
public final class RigCycleCoder extends AtomicCoder<RigCycle> {
  private static final long serialVersionUID = 1L;
  private static final RigCycleCoder INSTANCE = new RigCycleCoder();

  private RigCycleCoder() {}

  /** Returns the shared, stateless instance. */
  public static RigCycleCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(RigCycle.class), INSTANCE);
  }

  @Override
  public void encode(RigCycle value, OutputStream out) throws IOException {
    FieldCoders.TEXT.encode(value.rig(), out);
    FieldCoders.INT.encode(value.cycle(), out);
  }

  @Override
  public RigCycle decode(InputStream in) throws IOException {
    return new RigCycle(FieldCoders.TEXT.decode(in), FieldCoders.INT.decode(in));
  }
}
