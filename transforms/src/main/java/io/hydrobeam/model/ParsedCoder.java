package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Coder for {@link Parsed}: one byte for the type, then the value. */
public final class ParsedCoder extends AtomicCoder<Parsed> {
  private static final long serialVersionUID = 1L;
  private static final ParsedCoder INSTANCE = new ParsedCoder();

  private ParsedCoder() {}

  /** Returns the shared, stateless instance. */
  public static ParsedCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(Parsed.class), INSTANCE);
  }

  @Override
  public void encode(Parsed value, OutputStream out) throws IOException {
    boolean isReading = value instanceof Reading;
    FieldCoders.BOOLEAN.encode(isReading, out);
    if (isReading) {
      ReadingCoder.of().encode((Reading) value, out);
    } else {
      DeadLetterCoder.of().encode((DeadLetter) value, out);
    }
  }

  @Override
  public Parsed decode(InputStream in) throws IOException {
    return FieldCoders.BOOLEAN.decode(in)
        ? ReadingCoder.of().decode(in)
        : DeadLetterCoder.of().decode(in);
  }
}
