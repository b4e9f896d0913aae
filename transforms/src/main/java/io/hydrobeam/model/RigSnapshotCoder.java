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
    FieldCoders.TEXT.encode(value.rig(), out);
    FieldCoders.INT.encode(value.cycle(), out);
    FieldCoders.LONG.encode(value.windowStartMillis(), out);
    FieldCoders.LONG.encode(value.windowEndMillis(), out);
    FieldCoders.INT.encode(value.revision(), out);
    int present = value.sensors().keySet().stream().mapToInt(s -> 1 << s.ordinal()).sum();
    FieldCoders.INT.encode(present, out);
    for (Statistics statistics : value.sensors().values()) {
      FieldCoders.LONG.encode(statistics.count(), out);
      FieldCoders.DOUBLE.encode(statistics.avg(), out);
      FieldCoders.DOUBLE.encode(statistics.min(), out);
      FieldCoders.DOUBLE.encode(statistics.max(), out);
      FieldCoders.DOUBLE.encode(statistics.std(), out);
    }
  }

  @Override
  public RigSnapshot decode(InputStream in) throws IOException {
    String rig = FieldCoders.TEXT.decode(in);
    int cycle = FieldCoders.INT.decode(in);
    long windowStart = FieldCoders.LONG.decode(in);
    long windowEnd = FieldCoders.LONG.decode(in);
    int revision = FieldCoders.INT.decode(in);
    int present = FieldCoders.INT.decode(in);
    var sensors = new EnumMap<Sensor, Statistics>(Sensor.class);
    for (Sensor sensor : Sensor.all()) {
      if ((present & 1 << sensor.ordinal()) != 0) {
        sensors.put(
            sensor,
            new Statistics(
                FieldCoders.LONG.decode(in),
                FieldCoders.DOUBLE.decode(in),
                FieldCoders.DOUBLE.decode(in),
                FieldCoders.DOUBLE.decode(in),
                FieldCoders.DOUBLE.decode(in)));
      }
    }
    return new RigSnapshot(rig, cycle, windowStart, windowEnd, revision, sensors);
  }
}
