package io.hydrobeam.baseline;

import io.hydrobeam.model.Sensor;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Encodes a {@link CycleTrace}: the seconds that are known. */
public final class CycleTraceCoder extends AtomicCoder<CycleTrace> {
  private static final long serialVersionUID = 1L;
  private static final CycleTraceCoder INSTANCE = new CycleTraceCoder();

  private CycleTraceCoder() {}

  /** The coder; it has no state. */
  public static CycleTraceCoder of() {
    return INSTANCE;
  }

  /** Returns the provider for {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(CycleTrace.class), INSTANCE);
  }

  @Override
  public void encode(CycleTrace trace, OutputStream stream) throws IOException {
    var out = new DataOutputStream(stream);
    out.writeUTF(trace.rig());
    out.writeInt(trace.cycle());
    out.writeLong(trace.startMillis());
    out.writeByte(trace.known());
    for (int second = 0; second < CycleTrace.SECONDS; second++) {
      if (trace.knows(second)) {
        out.writeByte(second);
        for (Sensor sensor : Sensor.all()) {
          out.writeDouble(trace.level(sensor, second));
          out.writeDouble(trace.spread(sensor, second));
        }
      }
    }
    out.flush();
  }

  @Override
  public CycleTrace decode(InputStream stream) throws IOException {
    var in = new DataInputStream(stream);
    var trace = new CycleTrace(in.readUTF(), in.readInt(), in.readLong());
    for (int seconds = in.readByte(); seconds > 0; seconds--) {
      int second = in.readByte();
      for (Sensor sensor : Sensor.all()) {
        trace.set(sensor, second, in.readDouble(), in.readDouble());
      }
    }
    return trace;
  }
}
