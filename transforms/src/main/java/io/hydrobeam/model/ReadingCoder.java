package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Coder for {@link Reading}: one byte for the sensor, varints and one double, about 24 bytes. */
public final class ReadingCoder extends AtomicCoder<Reading> {
  private static final long serialVersionUID = 1L;
  private static final ReadingCoder INSTANCE = new ReadingCoder();

  private ReadingCoder() {}

  /** Returns the shared, stateless instance. */
  public static ReadingCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(Reading.class), INSTANCE);
  }

  @Override
  public void encode(Reading value, OutputStream out) throws IOException {
    FieldCoders.TEXT.encode(value.rig(), out);
    FieldCoders.SENSOR.encode(value.sensor(), out);
    FieldCoders.INT.encode(value.cycle(), out);
    FieldCoders.DOUBLE.encode(value.value(), out);
    FieldCoders.LONG.encode(value.timestampMillis(), out);
    FieldCoders.LONG.encode(value.sampleIdx() + 1, out); // a negative varint takes ten bytes
  }

  @Override
  public Reading decode(InputStream in) throws IOException {
    return new Reading(
        FieldCoders.TEXT.decode(in),
        FieldCoders.SENSOR.decode(in),
        FieldCoders.INT.decode(in),
        FieldCoders.DOUBLE.decode(in),
        FieldCoders.LONG.decode(in),
        FieldCoders.LONG.decode(in) - 1);
  }
}
