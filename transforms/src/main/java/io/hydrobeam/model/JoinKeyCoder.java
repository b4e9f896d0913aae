package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Coder for {@link JoinKey}: the name of the tally, then the rig and cycle if the name is empty.
 */
public final class JoinKeyCoder extends AtomicCoder<JoinKey> {
  private static final long serialVersionUID = 1L;
  private static final JoinKeyCoder INSTANCE = new JoinKeyCoder();

  private JoinKeyCoder() {}

  /** Returns the shared, stateless instance. */
  public static JoinKeyCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(JoinKey.class), INSTANCE);
  }

  @Override
  public void encode(JoinKey value, OutputStream out) throws IOException {
    FieldCoders.TEXT.encode(value.tally(), out);
    if (value.rigCycle() != null) {
      RigCycleCoder.of().encode(value.rigCycle(), out);
    }
  }

  @Override
  public JoinKey decode(InputStream in) throws IOException {
    String tally = FieldCoders.TEXT.decode(in);
    return tally.isEmpty() ? JoinKey.of(RigCycleCoder.of().decode(in)) : JoinKey.ofTally(tally);
  }
}
