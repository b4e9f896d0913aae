package io.hydrobeam.pipeline.source;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Samples of one sensor, rig and cycle in a span of event time, with the offsets of their records.
 * Samples in order are only appended; the first sample out of order builds a hash table. The
 * comparison is exact. Not thread-safe.
 */
final class SampleSpan {
  /** Result of taking in a sample. */
  enum Verdict {
    NEW,
    /** Equal to a sample with a smaller offset. */
    DUPLICATE,
    /** New, with the time and index of the newest sample, but another value. */
    OTHER_VALUE
  }

  /**
   * Bits of the span length, 2^14 ms: only a few spans are open at once, and each holds a few
   * samples at least.
   */
  private static final int BITS = 14;

  private static final int SHORTEST = 16;
  private static final int OBJECT_BYTES = 256; // with its map entry and the array headers

  /**
   * Longs per sample: index, bits of the value, and milliseconds with the offset relative to the
   * first.
   */
  private static final int LONGS = 3;

  private long[] samples;
  private int size;

  private final long firstOffset;
  private long lastOffset;

  /** Milliseconds of the newest sample by time and index. */
  private int newestMillis = -1;

  private long newestIndex;

  /**
   * Hash table with open addressing. Entries are positions of samples, counted from 1; the first
   * {@code inTable} samples are present.
   */
  private int @Nullable [] table;

  private int inTable;

  /**
   * Creates an empty span.
   *
   * @param expected expected number of samples
   */
  SampleSpan(int expected, long firstOffset) {
    int capacity = Math.max(SHORTEST, expected);
    samples = new long[LONGS * capacity];
    this.firstOffset = firstOffset;
    lastOffset = firstOffset;
  }

  /** Returns the number of the span of an event time, in epoch milliseconds. */
  static long numberOf(long eventTime) {
    return eventTime >> BITS;
  }

  /**
   * Takes in a sample. An equal sample is kept once, with the smaller of the two offsets.
   *
   * <p>A sample is a duplicate if an equal sample has a smaller offset. An equal sample with the
   * same or a greater offset is the same record, or a later one: a reader may open again at an
   * older checkpoint.
   */
  Verdict take(long eventTime, long index, double value, long offset) {
    int milli = (int) (eventTime & (1 << BITS) - 1);
    long bits = Double.doubleToRawLongBits(value);
    lastOffset = offset;
    if (milli > newestMillis || milli == newestMillis && index > newestIndex) {
      newestMillis = milli;
      newestIndex = index;
      append(milli, index, bits, offset);
      return Verdict.NEW;
    }
    int known = find(milli, index, bits);
    if (known < 0) {
      append(milli, index, bits, offset);
      return milli == newestMillis && index == newestIndex ? Verdict.OTHER_VALUE : Verdict.NEW;
    }
    if (firstOffset + (int) samples[known + 2] < offset) {
      return Verdict.DUPLICATE;
    }
    if (fits(offset)) {
      samples[known + 2] = timeAndOffset(milli, offset);
    }
    return Verdict.NEW;
  }

  /** Returns the offset of the last record taken in. */
  long lastOffset() {
    return lastOffset;
  }

  /** Returns the number of samples. */
  int size() {
    return size;
  }

  /** Returns the approximate memory, in bytes. */
  int bytes() {
    int tableBytes = table == null ? 0 : Integer.BYTES * table.length;
    return OBJECT_BYTES + Long.BYTES * samples.length + tableBytes;
  }

  private boolean fits(long offset) {
    return offset - firstOffset == (int) (offset - firstOffset);
  }

  private long timeAndOffset(int milli, long offset) {
    return (long) milli << Integer.SIZE | offset - firstOffset & 0xFFFF_FFFFL;
  }

  private void append(int milli, long index, long bits, long offset) {
    if (!fits(offset)) {
      return;
    }
    int at = LONGS * size;
    if (at == samples.length) {
      samples = Arrays.copyOf(samples, LONGS * (size + (size >> 1)));
    }
    samples[at] = index;
    samples[at + 1] = bits;
    samples[at + 2] = timeAndOffset(milli, offset);
    size++;
  }

  /** Returns the array position of an equal sample, or -1. */
  private int find(int milli, long index, long bits) {
    int[] places = upToDate();
    int mask = places.length - 1;
    for (int at = hash(milli, index, bits) & mask; places[at] != 0; at = at + 1 & mask) {
      int place = LONGS * (places[at] - 1);
      if (samples[place] == index
          && samples[place + 1] == bits
          && samples[place + 2] >> Integer.SIZE == milli) {
        return place;
      }
    }
    return -1;
  }

  private int[] upToDate() {
    int[] places = table;
    if (places == null || places.length < 2 * size) {
      // Two to four times the number of samples, so rebuilt only after the samples have doubled.
      places = new int[Integer.highestOneBit(Math.max(SHORTEST, size)) << 2];
      table = places;
      inTable = 0;
    }
    int mask = places.length - 1;
    for (; inTable < size; inTable++) {
      int place = LONGS * inTable;
      int milli = (int) (samples[place + 2] >> Integer.SIZE);
      int at = hash(milli, samples[place], samples[place + 1]) & mask;
      while (places[at] != 0) {
        at = at + 1 & mask;
      }
      places[at] = inTable + 1;
    }
    return places;
  }

  private static int hash(int milli, long index, long bits) {
    long mixed = (milli * 0x9E3779B97F4A7C15L + index) * 0xC2B2AE3D27D4EB4FL + bits;
    mixed *= 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) ^ (int) (mixed >>> 47);
  }
}
