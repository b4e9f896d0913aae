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

/** Samples with an index of one partition whose windows may still be open. Thread-safe. */
final class PartitionSamples {
  private final Map<String, RigSpans> rigs = new HashMap<>();
  private final AtomicLong bytesOfAll;
  private long bytes;
  private @Nullable RigSpans last;

  /**
   * Creates an empty set of samples.
   *
   * @param bytesOfAll memory of all partitions, in bytes, updated with the memory of this one
   */
  PartitionSamples(AtomicLong bytesOfAll) {
    this.bytesOfAll = bytesOfAll;
  }

  private record SpanKey(long number, int cycle) {}

  private static final class RigSpans {
    private final String rig;
    private final Map<SpanKey, SampleSpan> spans = new HashMap<>();

    // Span of the last sample; the next sample usually belongs to the same span.
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
        // Sampling rates are stable, so the next span is as large as the last one.
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
   * Takes in a sample.
   *
   * @param offset offset of the record; a sample is a duplicate only of samples with smaller
   *     offsets
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

  /** Removes spans with smaller numbers. */
  synchronized void forgetBefore(long number) {
    forget((key, span) -> key.number() < number);
  }

  /** Removes the least recently used spans, up to half of the memory. */
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

  /** Returns the approximate memory of the samples, in bytes. */
  synchronized long bytes() {
    return bytes;
  }
}
