package io.hydrobeam.pipeline.source;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The samples of one sensor, rig and cycle in a span of event time, each with the offset of its
 * record. Samples that come in order are only appended; a hash table is made when one comes that
 * does not. The comparison is exact. Not safe for use by several threads.
 */
final class SampleSpan {
  /** What a sample is. */
  enum Verdict {
    NEW,
    /** Equal to a sample of a smaller offset. */
    DUPLICATE,
    /** New, with the time and the index of the newest sample, and another value. */
    OTHER_VALUE
  }

  /**
   * A span has 2^14 ms: no more than a few are open at once, and each has a few samples at least.
   */
  private static final int BITS = 14;

  private static final int SHORTEST = 16;
  private static final int OBJECT_BYTES = 256; // with its place in a map, and the arrays' headers

  /** A sample's index, its value's bits, and its milliseconds before the offset less the first. */
  private static final int LONGS = 3;

  private long[] samples;
  private int size;

  private final long firstOffset;
  private long lastOffset;

  /** Of the sample that is last by time and index. */
  private int newestMillis = -1;

  private long newestIndex;

  /** By open addressing, the place of a sample, counted from 1; the first so many are in it. */
  private int @Nullable [] table;

  private int inTable;

  /**
   * An empty span.
   *
   * @param expected how many samples it is likely to take
   */
  SampleSpan(int expected, long firstOffset) {
    int capacity = Math.max(SHORTEST, expected);
    samples = new long[LONGS * capacity];
    this.firstOffset = firstOffset;
    lastOffset = firstOffset;
  }

  /** The number of the span that an event time is in, in epoch milliseconds. */
  static long numberOf(long eventTime) {
    return eventTime >> BITS;
  }

  /**
   * Takes a sample in, unless an equal one is there: then the smaller of the two offsets stays.
   *
   * <p>It is a duplicate if an equal one has a smaller offset. One that has the same or a greater
   * offset is this record, or comes behind it: a reader may be opened again at an older checkpoint.
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

  /** The offset of the record that was taken in last. */
  long lastOffset() {
    return lastOffset;
  }

  /** How many samples it holds. */
  int size() {
    return size;
  }

  /** The memory that it takes, about. */
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

  /** Where an equal sample stands in the array, or -1. */
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
      // From two to four times as large: made anew no sooner than the samples are twice as many.
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
