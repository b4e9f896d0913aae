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
 * How far a partition was read, and at which offsets it came to later event times than before. Each
 * step is ten seconds of event time: the readings before its offset are older than the end of the
 * step before. What is not a reading makes no step.
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

  /** A record was read. */
  void read(long offset) {
    next = Math.max(next, offset + 1);
  }

  /** The record with this offset, the last that was read, is a reading of this event time. */
  void reading(long offset, long millis) {
    if (millis >= stepsEnd) {
      stepsEnd = (Math.floorDiv(millis, STEP_MILLIS) + 1) * STEP_MILLIS;
      steps.addLast(new Step(stepsEnd, offset));
    }
  }

  /** The last offset, if it was read since the last time that this was asked. */
  OptionalLong newlyRead() {
    if (next == toldNext) {
      return OptionalLong.empty();
    }
    toldNext = next;
    return OptionalLong.of(next - 1);
  }

  /**
   * The offset before which all readings are older than a time, if it is not the one of the last
   * time that this was asked.
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

  /** Encodes what is read and the steps; what was told is told again. */
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
