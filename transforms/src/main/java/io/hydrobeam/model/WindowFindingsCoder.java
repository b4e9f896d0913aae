package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Coder for {@link WindowFindings}. */
public final class WindowFindingsCoder extends AtomicCoder<WindowFindings> {
  private static final long serialVersionUID = 1L;
  private static final WindowFindingsCoder INSTANCE = new WindowFindingsCoder();
  private static final Coder<Anomaly.Scope> SCOPE = FieldCoders.enumOf(Anomaly.Scope.class);
  private static final Coder<List<Anomaly>> ANOMALIES = ListCoder.of(AnomalyCoder.of());

  private WindowFindingsCoder() {}

  /** Returns the shared, stateless instance. */
  public static WindowFindingsCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(WindowFindings.class), INSTANCE);
  }

  @Override
  public void encode(WindowFindings value, OutputStream out) throws IOException {
    FieldCoders.TEXT.encode(value.rig(), out);
    FieldCoders.INT.encode(value.cycle(), out);
    FieldCoders.LONG.encode(value.windowStartMillis(), out);
    SCOPE.encode(value.scope(), out);
    RowVersion version = value.version();
    FieldCoders.BOOLEAN.encode(version != null, out);
    if (version != null) {
      FieldCoders.LONG.encode(version.samples(), out);
      FieldCoders.INT.encode(version.revision(), out);
      FieldCoders.BOOLEAN.encode(version.complete(), out);
    }
    ANOMALIES.encode(value.anomalies(), out);
  }

  @Override
  public WindowFindings decode(InputStream in) throws IOException {
    return new WindowFindings(
        FieldCoders.TEXT.decode(in),
        FieldCoders.INT.decode(in),
        FieldCoders.LONG.decode(in),
        SCOPE.decode(in),
        FieldCoders.BOOLEAN.decode(in)
            ? new RowVersion(
                FieldCoders.LONG.decode(in),
                FieldCoders.INT.decode(in),
                FieldCoders.BOOLEAN.decode(in))
            : null,
        ANOMALIES.decode(in));
  }
}
