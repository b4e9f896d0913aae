package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Coder for {@link SensorMoments}: one byte for the sensor, then the moments. */
public final class SensorMomentsCoder extends AtomicCoder<SensorMoments> {
  private static final long serialVersionUID = 1L;
  private static final SensorMomentsCoder INSTANCE = new SensorMomentsCoder();

  private SensorMomentsCoder() {}

  /** Returns the shared, stateless instance. */
  public static SensorMomentsCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(SensorMoments.class), INSTANCE);
  }

  @Override
  public void encode(SensorMoments value, OutputStream out) throws IOException {
    FieldCoders.SENSOR.encode(value.sensor(), out);
    MomentsCoder.of().encode(value.moments(), out);
  }

  @Override
  public SensorMoments decode(InputStream in) throws IOException {
    return new SensorMoments(FieldCoders.SENSOR.decode(in), MomentsCoder.of().decode(in));
  }
}
