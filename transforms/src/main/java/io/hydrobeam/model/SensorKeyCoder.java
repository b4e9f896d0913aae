package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Coder for {@link SensorKey}: the rig and cycle, then one byte for the sensor. */
public final class SensorKeyCoder extends AtomicCoder<SensorKey> {
  private static final long serialVersionUID = 1L;
  private static final SensorKeyCoder INSTANCE = new SensorKeyCoder();

  private SensorKeyCoder() {}

  /** Returns the shared, stateless instance. */
  public static SensorKeyCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(SensorKey.class), INSTANCE);
  }

  @Override
  public void encode(SensorKey value, OutputStream out) throws IOException {
    RigCycleCoder.of().encode(value.rigCycle(), out);
    FieldCoders.SENSOR.encode(value.sensor(), out);
  }

  @Override
  public SensorKey decode(InputStream in) throws IOException {
    return new SensorKey(RigCycleCoder.of().decode(in), FieldCoders.SENSOR.decode(in));
  }
}
