package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Coder for {@link Alert}. The id is not encoded, but derived from the other fields. */
public final class AlertCoder extends AtomicCoder<Alert> {
  private static final long serialVersionUID = 1L;
  private static final AlertCoder INSTANCE = new AlertCoder();
  private static final Coder<Anomaly.Type> TYPE = FieldCoders.enumOf(Anomaly.Type.class);
  private static final Coder<Anomaly.Severity> SEVERITY =
      FieldCoders.enumOf(Anomaly.Severity.class);
  private static final Coder<Alert.State> STATE = FieldCoders.enumOf(Alert.State.class);

  private AlertCoder() {}

  /** Returns the shared, stateless instance. */
  public static AlertCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(Alert.class), INSTANCE);
  }

  @Override
  public void encode(Alert value, OutputStream out) throws IOException {
    FieldCoders.TEXT.encode(value.rig(), out);
    FieldCoders.INT.encode(value.cycle(), out);
    FieldCoders.LONG.encode(value.windowStartMillis(), out);
    FieldCoders.LONG.encode(value.windowEndMillis(), out);
    TYPE.encode(value.type(), out);
    FieldCoders.OPTIONAL_SIGNAL.encode(value.sensor(), out);
    SEVERITY.encode(value.severity(), out);
    FieldCoders.DOUBLE.encode(value.value(), out);
    FieldCoders.DOUBLE.encode(value.limit(), out);
    FieldCoders.TEXT.encode(value.message(), out);
    STATE.encode(value.state(), out);
    FieldCoders.LONG.encode(value.sinceMillis(), out);
    FieldCoders.OPTIONAL_COMPONENT.encode(value.component(), out);
  }

  @Override
  public Alert decode(InputStream in) throws IOException {
    return new Alert(
        FieldCoders.TEXT.decode(in),
        FieldCoders.INT.decode(in),
        FieldCoders.LONG.decode(in),
        FieldCoders.LONG.decode(in),
        TYPE.decode(in),
        FieldCoders.OPTIONAL_SIGNAL.decode(in),
        SEVERITY.decode(in),
        FieldCoders.DOUBLE.decode(in),
        FieldCoders.DOUBLE.decode(in),
        FieldCoders.TEXT.decode(in),
        STATE.decode(in),
        FieldCoders.LONG.decode(in),
        FieldCoders.OPTIONAL_COMPONENT.decode(in));
  }
}
