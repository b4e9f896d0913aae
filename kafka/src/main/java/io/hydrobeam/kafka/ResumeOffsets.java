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
 * Offsets from which the next run resumes, computed from the points that the readers report.
 * Kafka's record timestamps are not used, because they may be in any order, earlier or later than
 * the event times. Not safe for use by several threads.
 */
final class ResumeOffsets {
  /** Beyond so many, every second look and point is forgotten: then more is read again. */
  private static final int MOST = 10_000;

  private final Map<TopicPartition, Long> resumeAt;
  private final Map<TopicPartition, Deque<ReadPoint>> points = new HashMap<>();
  private Map<TopicPartition, ReadPoint> toldLast = Map.of();

  /** Next offset of each partition, by watermark. */
  private final NavigableMap<Instant, Map<TopicPartition, Long>> readAt = new TreeMap<>();

  /** Creates the offsets of a run that begins at these offsets. */
  ResumeOffsets(Map<TopicPartition, Long> starts) {
    resumeAt = new HashMap<>(starts);
  }

  /**
   * Records the progress of the readers. Calls must be in the order of time.
   *
   * @param watermark the event time up to which all partitions are read; empty if unknown
   * @param next the next offset of each partition
   * @param told the points of the partitions with a known point
   */
  void look(
      Optional<Instant> watermark,
      Map<TopicPartition, Long> next,
      Map<TopicPartition, ReadPoint> told) {
    // A reader may report an offset before its time. By this call the time has arrived, too.
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
   * Returns the offsets before which all readings are older than a window and all records are
   * processed. Empty if the progress of the readers is unknown.
   *
   * @param firstWindow the start of the window, epoch milliseconds, not before the value of the
   *     previous call
   * @param writtenUpTo the event time up to which all windows are written
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
