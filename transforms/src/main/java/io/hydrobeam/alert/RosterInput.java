package io.hydrobeam.alert;

import io.hydrobeam.alert.RigRoster.Sighting;
import io.hydrobeam.model.IdleReport;
import io.hydrobeam.model.IdleReportCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One input of the roster of a plant: either of the two.
 *
 * @param seen rows that have come, or null
 * @param quiet that a process has nothing to read, or null
 */
record RosterInput(@Nullable Sighting seen, @Nullable IdleReport quiet) {
  RosterInput {
    if ((seen == null) == (quiet == null)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "one of the two: %s, %s", seen, quiet));
    }
  }

  static RosterInput of(Sighting seen) {
    return new RosterInput(seen, null);
  }

  static RosterInput of(IdleReport quiet) {
    return new RosterInput(null, quiet);
  }

  /** Encodes them. */
  static final class InputCoder extends AtomicCoder<RosterInput> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(RosterInput value, OutputStream stream) throws IOException {
      var out = new DataOutputStream(stream);
      Sighting seen = value.seen();
      out.writeBoolean(seen != null);
      if (seen == null) {
        IdleReportCoder.of().encode(value.quiet(), out);
      } else {
        out.writeLong(seen.newest());
        out.writeInt(seen.ends().size());
        for (var end : seen.ends().entrySet()) {
          out.writeUTF(end.getKey());
          out.writeLong(end.getValue());
        }
      }
      out.flush();
    }

    @Override
    public RosterInput decode(InputStream stream) throws IOException {
      var in = new DataInputStream(stream);
      if (!in.readBoolean()) {
        return of(IdleReportCoder.of().decode(in));
      }
      long newest = in.readLong();
      Map<String, Long> ends = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        ends.put(in.readUTF(), in.readLong());
      }
      return of(new Sighting(newest, ends));
    }
  }
}
