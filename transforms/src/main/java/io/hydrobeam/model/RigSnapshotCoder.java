package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Coder for {@link RigSnapshot}. A silent sensor takes one bit of a mask. */
public final class RigSnapshotCoder extends AtomicCoder<RigSnapshot> {
  private static final long serialVersionUID = 1L;
  private static final RigSnapshotCoder INSTANCE = new RigSnapshotCoder();

  private RigSnapshotCoder() {}

  /** Returns the shared, stateless instance. */
  public static RigSnapshotCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(RigSnapshot.class), INSTANCE);
  }

  @Override
  public void encode(RigSnapshot value, OutputStream out) throws IOException {
    Wire.TEXT.encode(value.rig(), out);
    Wire.INT.encode(value.cycle(), out);
    Wire.LONG.encode(value.windowStartMillis(), out);
    Wire.LONG.encode(value.windowEndMillis(), out);
    Wire.INT.encode(value.revision(), out);
    int present = value.sensors().keySet().stream().mapToInt(s -> 1 << s.ordinal()).sum();
    Wire.INT.encode(present, out);
    for (Statistics statistics : value.sensors().values()) {
      Wire.LONG.encode(statistics.count(), out);
      Wire.DOUBLE.encode(statistics.avg(), out);
      Wire.DOUBLE.encode(statistics.min(), out);
      Wire.DOUBLE.encode(statistics.max(), out);
      Wire.DOUBLE.encode(statistics.std(), out);
    }
  }

  @Override
  public RigSnapshot decode(InputStream in) throws IOException {
    String rig = Wire.TEXT.decode(in);
    int cycle = Wire.INT.decode(in);
    long windowStart = Wire.LONG.decode(in);
    long windowEnd = Wire.LONG.decode(in);
    int revision = Wire.INT.decode(in);
    int present = Wire.INT.decode(in);
    var sensors = new EnumMap<Sensor, Statistics>(Sensor.class);
    for (Sensor sensor : Sensor.all()) {
      if ((present & 1 << sensor.ordinal()) != 0) {
        sensors.put(
            sensor,
            new Statistics(
                Wire.LONG.decode(in),
                Wire.DOUBLE.decode(in),
                Wire.DOUBLE.decode(in),
                Wire.DOUBLE.decode(in),
                Wire.DOUBLE.decode(in)));
      }
    }
    return new RigSnapshot(rig, cycle, windowStart, windowEnd, revision, sensors);
  }
}
