package io.hydrobeam.detect;

import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.baseline.CycleTraceCoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** Encodes {@link RecentCycles}: of each cycle the seconds that are known. */
public final class RecentCyclesCoder extends AtomicCoder<RecentCycles> {
  private static final long serialVersionUID = 1L;
  private static final VarIntCoder COUNT = VarIntCoder.of();
  private static final VarLongCoder LAST = VarLongCoder.of();

  @Override
  public void encode(RecentCycles value, OutputStream out) throws IOException {
    COUNT.encode(value.cycles().size(), out);
    for (RecentCycles.Seen seen : value.cycles()) {
      CycleTraceCoder.of().encode(seen.trace(), out);
      LAST.encode(seen.lastMillis(), out);
    }
  }

  @Override
  public RecentCycles decode(InputStream in) throws IOException {
    var cycles = new RecentCycles();
    for (int left = COUNT.decode(in); left > 0; left--) {
      CycleTrace trace = CycleTraceCoder.of().decode(in);
      cycles.restore(new RecentCycles.Seen(trace, LAST.decode(in)));
    }
    return cycles;
  }
}
