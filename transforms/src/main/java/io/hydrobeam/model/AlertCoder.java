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
  private static final Coder<Anomaly.Type> TYPE = Wire.enumOf(Anomaly.Type.class);
  private static final Coder<Anomaly.Severity> SEVERITY = Wire.enumOf(Anomaly.Severity.class);
  private static final Coder<Alert.State> STATE = Wire.enumOf(Alert.State.class);

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
    Wire.TEXT.encode(value.rig(), out);
    Wire.INT.encode(value.cycle(), out);
    Wire.LONG.encode(value.windowStartMillis(), out);
    Wire.LONG.encode(value.windowEndMillis(), out);
    TYPE.encode(value.type(), out);
    Wire.OPTIONAL_SIGNAL.encode(value.sensor(), out);
    SEVERITY.encode(value.severity(), out);
    Wire.DOUBLE.encode(value.value(), out);
    Wire.DOUBLE.encode(value.limit(), out);
    Wire.TEXT.encode(value.message(), out);
    STATE.encode(value.state(), out);
    Wire.LONG.encode(value.sinceMillis(), out);
    Wire.OPTIONAL_COMPONENT.encode(value.component(), out);
  }

  @Override
  public Alert decode(InputStream in) throws IOException {
    return new Alert(
        Wire.TEXT.decode(in),
        Wire.INT.decode(in),
        Wire.LONG.decode(in),
        Wire.LONG.decode(in),
        TYPE.decode(in),
        Wire.OPTIONAL_SIGNAL.decode(in),
        SEVERITY.decode(in),
        Wire.DOUBLE.decode(in),
        Wire.DOUBLE.decode(in),
        Wire.TEXT.decode(in),
        STATE.decode(in),
        Wire.LONG.decode(in),
        Wire.OPTIONAL_COMPONENT.decode(in));
  }
}
