package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Coder for {@link CycleSummary}. A silent sensor takes one bit of a mask. */
public final class CycleSummaryCoder extends AtomicCoder<CycleSummary> {
  private static final long serialVersionUID = 1L;
  private static final CycleSummaryCoder INSTANCE = new CycleSummaryCoder();
  private static final ListCoder<Moments> PHASES =
      ListCoder.of(NullableCoder.of((Coder<Moments>) MomentsCoder.of()));

  private CycleSummaryCoder() {}

  /** Returns the shared, stateless instance. */
  public static CycleSummaryCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(CycleSummary.class), INSTANCE);
  }

  @Override
  public void encode(CycleSummary value, OutputStream out) throws IOException {
    FieldCoders.TEXT.encode(value.rig(), out);
    FieldCoders.INT.encode(value.cycle(), out);
    FieldCoders.LONG.encode(value.startMillis(), out);
    FieldCoders.LONG.encode(value.endMillis(), out);
    FieldCoders.INT.encode(value.windows(), out);
    int present = value.sensors().keySet().stream().mapToInt(s -> 1 << s.ordinal()).sum();
    FieldCoders.INT.encode(present, out);
    for (CycleStatistics statistics : value.sensors().values()) {
      MomentsCoder.of().encode(statistics.whole(), out);
      FieldCoders.OPTIONAL_DOUBLE.encode(statistics.slope(), out);
      PHASES.encode(statistics.phases(), out);
    }
  }

  @Override
  public CycleSummary decode(InputStream in) throws IOException {
    String rig = FieldCoders.TEXT.decode(in);
    int cycle = FieldCoders.INT.decode(in);
    long start = FieldCoders.LONG.decode(in);
    long end = FieldCoders.LONG.decode(in);
    int windows = FieldCoders.INT.decode(in);
    int present = FieldCoders.INT.decode(in);
    var sensors = new EnumMap<Sensor, CycleStatistics>(Sensor.class);
    for (Sensor sensor : Sensor.all()) {
      if ((present & 1 << sensor.ordinal()) != 0) {
        sensors.put(
            sensor,
            new CycleStatistics(
                MomentsCoder.of().decode(in),
                FieldCoders.OPTIONAL_DOUBLE.decode(in),
                PHASES.decode(in)));
      }
    }
    return new CycleSummary(rig, cycle, start, end, windows, sensors);
  }
}
