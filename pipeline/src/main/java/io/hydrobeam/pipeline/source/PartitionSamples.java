package io.hydrobeam.pipeline.source;

import io.hydrobeam.model.Reading;
import io.hydrobeam.pipeline.source.SampleSpan.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The samples of one partition that have an index and whose windows may still be open. Safe for use
 * by several threads.
 */
final class PartitionSamples {
  private final Map<String, RigSpans> rigs = new HashMap<>();
  private final AtomicLong bytesOfAll;
  private long bytes;
  private @Nullable RigSpans last;

  /**
   * No samples yet.
   *
   * @param bytesOfAll the memory of all partitions, to which that of this one is added
   */
  PartitionSamples(AtomicLong bytesOfAll) {
    this.bytesOfAll = bytesOfAll;
  }

  private record SpanKey(long number, int cycle) {}

  private static final class RigSpans {
    private final String rig;
    private final Map<SpanKey, SampleSpan> spans = new HashMap<>();

    // The span that took the last sample: the next one mostly belongs there.
    private @Nullable SampleSpan span;
    private long number;
    private int cycle;
    private int expected;

    RigSpans(String rig) {
      this.rig = rig;
    }

    SampleSpan spanOf(Reading reading, long offset) {
      long wanted = SampleSpan.numberOf(reading.timestampMillis());
      if (span == null || number != wanted || cycle != reading.cycle()) {
        // Rates hardly change, so the next span is as large as the one before.
        expected = span == null ? expected : Math.max(expected, span.size() + span.size() / 16);
        number = wanted;
        cycle = reading.cycle();
        span =
            spans.computeIfAbsent(
                new SpanKey(number, cycle), key -> new SampleSpan(expected, offset));
      }
      return span;
    }
  }

  /**
   * Takes a sample in.
   *
   * @param offset of its record; a sample is a duplicate of those with smaller offsets only
   */
  synchronized Verdict take(Reading reading, long offset) {
    if (reading.sampleIdx() == Reading.NO_INDEX) {
      return Verdict.NEW;
    }
    RigSpans spans = spansOf(reading.rig());
    int known = spans.spans.size();
    SampleSpan span = spans.spanOf(reading, offset);
    int before = spans.spans.size() > known ? 0 : span.bytes();
    Verdict verdict =
        span.take(reading.timestampMillis(), reading.sampleIdx(), reading.value(), offset);
    add(span.bytes() - before);
    return verdict;
  }

  private RigSpans spansOf(String rig) {
    RigSpans found = last;
    if (found == null || !found.rig.equals(rig)) {
      found = rigs.get(rig);
      if (found == null) {
        found = new RigSpans(rig);
        rigs.put(rig, found);
      }
      last = found;
    }
    return found;
  }

  private void add(long more) {
    if (more != 0) {
      bytes += more;
      bytesOfAll.addAndGet(more);
    }
  }

  /** Forgets the spans with smaller numbers. */
  synchronized void forgetBefore(long number) {
    forget((key, span) -> key.number() < number);
  }

  /** Forgets the half, by memory, of the spans into which nothing has come for longest. */
  synchronized void forgetHalf() {
    List<SampleSpan> spans = new ArrayList<>();
    rigs.values().forEach(rig -> spans.addAll(rig.spans.values()));
    spans.sort(Comparator.comparingLong(SampleSpan::lastOffset));
    long half = bytes / 2;
    for (SampleSpan span : spans) {
      half -= span.bytes();
      if (half <= 0) {
        forget((key, each) -> each.lastOffset() <= span.lastOffset());
        return;
      }
    }
  }

  private void forget(BiPredicate<SpanKey, SampleSpan> which) {
    long before = bytes;
    for (RigSpans rig : rigs.values()) {
      rig.spans
          .entrySet()
          .removeIf(
              e -> {
                boolean goes = which.test(e.getKey(), e.getValue());
                bytes -= goes ? e.getValue().bytes() : 0;
                return goes;
              });
      rig.span = null;
    }
    rigs.values().removeIf(rig -> rig.spans.isEmpty());
    last = null;
    bytesOfAll.addAndGet(bytes - before);
  }

  /** The memory that the samples take, about. */
  synchronized long bytes() {
    return bytes;
  }
}
