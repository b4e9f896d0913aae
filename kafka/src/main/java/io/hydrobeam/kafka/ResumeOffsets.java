package io.hydrobeam.kafka;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets from which the next run must read, found by what the readers of this run have told.
 * Not by the timestamps that Kafka keeps of its records: these may be in any order, older or
 * younger than the samples. Not safe for use by several threads.
 */
final class ResumeOffsets {
  /** Beyond so many, every second look and point is forgotten: then more is read again. */
  private static final int MOST = 10_000;

  private final Map<TopicPartition, Long> resumeAt;
  private final Map<TopicPartition, Deque<ReadPoint>> points = new HashMap<>();
  private Map<TopicPartition, ReadPoint> toldLast = Map.of();

  /** How far each partition was read when a watermark was there. */
  private final NavigableMap<Instant, Map<TopicPartition, Long>> readAt = new TreeMap<>();

  /** Those of a run that begins at these offsets. */
  ResumeOffsets(Map<TopicPartition, Long> starts) {
    resumeAt = new HashMap<>(starts);
  }

  /**
   * Takes in how far the readers are at a moment, no earlier than the last.
   *
   * @param watermark up to when all partitions are read; empty if it is not known
   * @param next the offset of each partition that is read next
   * @param told the points of those partitions of which one is known
   */
  void look(
      Optional<Instant> watermark,
      Map<TopicPartition, Long> next,
      Map<TopicPartition, ReadPoint> told) {
    // An offset and its time may be told one after the other. By now the time has come, too.
    toldLast.forEach(
        (partition, last) ->
            add(partition, new ReadPoint(told.get(partition).millis(), last.offset())));
    toldLast = told;
    watermark.ifPresent(time -> readAt.putIfAbsent(time, next));
    thinOut(readAt.keySet());
  }

  /** Nothing is asked for while offsets cannot be committed, maybe for days. */
  private static void thinOut(Collection<?> known) {
    if (known.size() > MOST) {
      Iterator<?> each = known.iterator();
      for (int i = 0; each.hasNext(); i++) {
        each.next();
        if (i % 2 == 1) {
          each.remove();
        }
      }
    }
  }

  private void add(TopicPartition partition, ReadPoint point) {
    Deque<ReadPoint> known = points.computeIfAbsent(partition, p -> new ArrayDeque<>());
    if (!known.isEmpty() && known.getLast().millis() == point.millis()) {
      known.removeLast();
    }
    known.addLast(point);
    thinOut(known);
  }

  /**
   * The offsets before which all readings are older than a window, and all records have been read
   * and processed. Empty if it is not known how far partitions were read.
   *
   * @param firstWindow the start of the window, epoch milliseconds, no less than the last time
   * @param writtenUpTo up to when all windows are written
   */
  Map<TopicPartition, Long> at(long firstWindow, Instant writtenUpTo) {
    Map.Entry<Instant, Map<TopicPartition, Long>> seen = readAt.floorEntry(writtenUpTo);
    if (seen == null) {
      return Map.of();
    }
    readAt.headMap(seen.getKey()).clear();
    points.forEach(
        (partition, known) -> {
          while (!known.isEmpty() && known.getFirst().millis() <= firstWindow) {
            resumeAt.merge(partition, known.removeFirst().offset(), Math::max);
          }
        });
    var offsets = new HashMap<TopicPartition, Long>();
    resumeAt.forEach(
        (partition, offset) ->
            offsets.put(partition, Math.min(offset, seen.getValue().get(partition))));
    return offsets;
  }

  /** How many looks are remembered, and points of a partition at most. */
  int size() {
    return readAt.size() + points.values().stream().mapToInt(Deque::size).max().orElse(0);
  }
}
