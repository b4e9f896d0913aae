package io.hydrobeam.alert;

import io.hydrobeam.alert.Roster.Sighting;
import io.hydrobeam.model.Quiet;
import io.hydrobeam.model.QuietCoder;
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
record PlantNews(@Nullable Sighting seen, @Nullable Quiet quiet) {
  PlantNews {
    if ((seen == null) == (quiet == null)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "one of the two: %s, %s", seen, quiet));
    }
  }

  static PlantNews of(Sighting seen) {
    return new PlantNews(seen, null);
  }

  static PlantNews of(Quiet quiet) {
    return new PlantNews(null, quiet);
  }

  /** Encodes them. */
  static final class NewsCoder extends AtomicCoder<PlantNews> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(PlantNews value, OutputStream stream) throws IOException {
      var out = new DataOutputStream(stream);
      Sighting seen = value.seen();
      out.writeBoolean(seen != null);
      if (seen == null) {
        QuietCoder.of().encode(value.quiet(), out);
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
    public PlantNews decode(InputStream stream) throws IOException {
      var in = new DataInputStream(stream);
      if (!in.readBoolean()) {
        return of(QuietCoder.of().decode(in));
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
