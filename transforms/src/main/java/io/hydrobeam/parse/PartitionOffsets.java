package io.hydrobeam.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * Read progress of one partition: the next offset, and the offsets at which event time advanced.
 * Event time advances in steps of ten seconds. All readings before the offset of a step are older
 * than the end of the previous step. Only readings make steps, dead letters do not.
 */
final class PartitionOffsets {
  private static final long STEP_MILLIS = 10_000;
  private static final long NONE = -1;

  private final Deque<Step> steps = new ArrayDeque<>();
  private long next = NONE;
  private long stepsEnd = Long.MIN_VALUE;
  private long toldNext = NONE;
  private long toldFirst = NONE;

  private record Step(long end, long offset) {}

  /** Records that the record at this offset was read. */
  void read(long offset) {
    next = Math.max(next, offset + 1);
  }

  /** Records the event time of the reading at this offset, which was read last. */
  void reading(long offset, long millis) {
    if (millis >= stepsEnd) {
      stepsEnd = (Math.floorDiv(millis, STEP_MILLIS) + 1) * STEP_MILLIS;
      steps.addLast(new Step(stepsEnd, offset));
    }
  }

  /** Returns the last offset read; empty if it has not changed since the previous call. */
  OptionalLong newlyRead() {
    if (next == toldNext) {
      return OptionalLong.empty();
    }
    toldNext = next;
    return OptionalLong.of(next - 1);
  }

  /**
   * Returns the offset before which all readings are older than a time; empty if the offset has not
   * changed since the previous call.
   */
  OptionalLong newlyResumedAt(long millis) {
    long first = first(millis);
    if (first == toldFirst) {
      return OptionalLong.empty();
    }
    toldFirst = first;
    return OptionalLong.of(first);
  }

  private long first(long millis) {
    while (!steps.isEmpty() && steps.getFirst().end() <= millis) {
      steps.removeFirst();
    }
    return steps.isEmpty() ? next : steps.getFirst().offset();
  }

  /** Coder for the next offset and the steps. A decoded instance reports its offsets again. */
  static final class InBytes extends AtomicCoder<PartitionOffsets> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(PartitionOffsets value, OutputStream out) throws IOException {
      VarLongCoder.of().encode(value.next, out);
      VarLongCoder.of().encode(value.stepsEnd, out);
      VarIntCoder.of().encode(value.steps.size(), out);
      for (Step step : value.steps) {
        VarLongCoder.of().encode(step.end(), out);
        VarLongCoder.of().encode(step.offset(), out);
      }
    }

    @Override
    public PartitionOffsets decode(InputStream in) throws IOException {
      var offsets = new PartitionOffsets();
      offsets.next = VarLongCoder.of().decode(in);
      offsets.stepsEnd = VarLongCoder.of().decode(in);
      for (int left = VarIntCoder.of().decode(in); left > 0; left--) {
        offsets.steps.addLast(new Step(VarLongCoder.of().decode(in), VarLongCoder.of().decode(in)));
      }
      return offsets;
    }
  }
}
