package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Coder for {@link DeadLetter}: the message, one byte for the reason, the detail. */
public final class DeadLetterCoder extends AtomicCoder<DeadLetter> {
  private static final long serialVersionUID = 1L;
  private static final DeadLetterCoder INSTANCE = new DeadLetterCoder();
  private static final Coder<DeadLetter.Reason> REASON =
      FieldCoders.enumOf(DeadLetter.Reason.class);

  private DeadLetterCoder() {}

  /** Returns the shared, stateless instance. */
  public static DeadLetterCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(DeadLetter.class), INSTANCE);
  }

  @Override
  public void encode(DeadLetter value, OutputStream out) throws IOException {
    MessageCoder.of().encode(value.message(), out);
    REASON.encode(value.reason(), out);
    FieldCoders.TEXT.encode(value.detail(), out);
  }

  @Override
  public DeadLetter decode(InputStream in) throws IOException {
    return new DeadLetter(
        MessageCoder.of().decode(in), REASON.decode(in), FieldCoders.TEXT.decode(in));
  }
}
