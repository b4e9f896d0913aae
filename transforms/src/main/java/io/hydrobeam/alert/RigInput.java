package io.hydrobeam.alert;

import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.FeatureVectorCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One input of the watch of a rig.
 *
 * @param rows rows of the rig, in any order
 * @param isLast whether the end of time has come
 * @param tick that time has gone on without the rig; null for no such word
 */
record RigInput(List<FeatureVector> rows, boolean isLast, @Nullable RigTick tick) {
  RigInput {
    rows = List.copyOf(rows);
  }

  static RigInput of(RigTick tick) {
    return new RigInput(List.of(), false, tick);
  }

  /** Encodes them. */
  static final class InputCoder extends AtomicCoder<RigInput> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(RigInput value, OutputStream stream) throws IOException {
      var out = new DataOutputStream(stream);
      out.writeInt(value.rows().size());
      for (FeatureVector row : value.rows()) {
        FeatureVectorCoder.of().encode(row, out);
      }
      out.writeBoolean(value.isLast());
      out.writeBoolean(value.tick() != null);
      if (value.tick() != null) {
        out.writeLong(value.tick().timeMillis());
        out.writeLong(value.tick().silentSinceMillis());
      }
      out.flush();
    }

    @Override
    public RigInput decode(InputStream stream) throws IOException {
      var in = new DataInputStream(stream);
      var rows = new ArrayList<FeatureVector>();
      for (int left = in.readInt(); left > 0; left--) {
        rows.add(FeatureVectorCoder.of().decode(in));
      }
      boolean isLast = in.readBoolean();
      return new RigInput(
          rows, isLast, in.readBoolean() ? new RigTick(in.readLong(), in.readLong()) : null);
    }
  }
}
