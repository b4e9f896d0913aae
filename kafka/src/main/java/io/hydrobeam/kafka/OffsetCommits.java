package io.hydrobeam.kafka;

import io.hydrobeam.common.UserException;
import io.hydrobeam.window.Windowing;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the offsets from which the next run resumes, for a consumer group without members.
 *
 * <p>The committed offsets trail the written rows by the allowed lateness and one minute, the
 * longest span of a file. An open window, or a window that may still be revised, is thus read again
 * from its first sample. Reading samples again changes no row.
 *
 * <p>Readers report the offsets at which event time advanced, see {@link ResumeOffsets}. If the
 * broker rejects a commit, the offsets are committed with the next attempt. Safe for use by one
 * thread.
 */
public final class OffsetCommits {
  private static final Logger LOG = LoggerFactory.getLogger(OffsetCommits.class);

  /** Span of a file partitioned by minute, and thus the longest possible window. */
  public static final Duration LONGEST_FILE = Duration.ofMinutes(1);

  private static final Duration EVERY = Duration.ofSeconds(10);

  /** By default, Kafka deletes offsets that were not committed again for a week. */
  private static final Duration AGAIN_AFTER = Duration.ofHours(1);

  private final Admin admin;
  private final String group;
  private final ResumeOffsets resume;
  private final Windowing windowing;
  private final @Nullable Instant wholeFrom;
  private Instant committed = Instant.MIN;
  private long committedAt;
  private Map<TopicPartition, OffsetAndMetadata> committedOffsets = Map.of();
  private Instant writtenBefore = Instant.MIN;

  private OffsetCommits(
      Admin admin,
      String group,
      ResumeOffsets resume,
      Windowing windowing,
      @Nullable Instant wholeFrom) {
    this.admin = admin;
    this.group = group;
    this.resume = resume;
    this.windowing = windowing;
    this.wholeFrom = wholeFrom;
  }

  /**
   * Returns the commits of a run.
   *
   * @param admin the client that commits; stays open
   * @param group the consumer group
   * @param beginning the offsets at which the run begins
   * @param windowing the windows of the rows
   */
  public static OffsetCommits of(
      Admin admin, String group, SensorTopics.Beginning beginning, Windowing windowing) {
    return new OffsetCommits(
        admin, group, new ResumeOffsets(beginning.offsets()), windowing, beginning.wholeFrom());
  }

  /**
   * Returns the start of the first window that the next run must read completely, epoch
   * milliseconds.
   */
  public static long startAfter(long writtenUpTo, Windowing windowing) {
    long time = writtenUpTo - windowing.allowedLateness().getMillis() - LONGEST_FILE.toMillis();
    return Math.max(0, time - Math.floorMod(time, windowing.size().getMillis()));
  }

  /**
   * Returns the start of the first window whose samples all follow these offsets; empty if another
   * program committed them.
   */
  static Optional<Instant> firstWindow(Collection<OffsetAndMetadata> committed) {
    return committed.stream()
        .flatMap(offset -> time(offset.metadata()).stream())
        .max(Comparator.naturalOrder());
  }

  private static Optional<Instant> time(String metadata) {
    try {
      return Optional.of(Instant.parse(metadata));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * Records the progress of the readers.
   *
   * @param watermark the event time up to which all partitions are read; empty if unknown
   * @param next the next offset of each partition
   * @param told the points that readers have reported for partitions
   */
  public void look(
      Optional<Instant> watermark,
      Map<TopicPartition, Long> next,
      Map<TopicPartition, ReadPoint> told) {
    resume.look(watermark, next, told);
  }

  /**
   * Records that all windows up to this event time are written. Commits ten seconds of event time,
   * or one hour, after the previous commit. While event time stands still, commits when the readers
   * have reported new offsets.
   */
  public void writtenUpTo(Instant time) {
    long now = System.nanoTime();
    boolean stands = time.equals(writtenBefore);
    writtenBefore = time;
    if (committed != Instant.MIN
        && !stands
        && time.isBefore(committed.plus(EVERY))
        && now - committedAt < AGAIN_AFTER.toNanos()) {
      return;
    }
    long firstWindow = startAfter(time.toEpochMilli(), windowing);
    var offsets = offsets(resume.at(firstWindow, time), Instant.ofEpochMilli(firstWindow));
    if (offsets.isEmpty()
        || offsets.equals(committedOffsets) && now - committedAt < AGAIN_AFTER.toNanos()) {
      return;
    }
    try {
      admin.alterConsumerGroupOffsets(group, offsets).all().get();
      committed = time;
      committedAt = now;
      committedOffsets = offsets;
    } catch (ExecutionException | KafkaException e) {
      LOG.warn(
          "the offsets up to {} could not be committed ({}); a run started now reads some "
              + "records again",
          time,
          UserException.rootCause(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns the offsets to commit. The metadata of each offset is the start of the first complete
   * window, see {@link #firstWindow}. This window is never before the first complete window of this
   * run.
   */
  private Map<TopicPartition, OffsetAndMetadata> offsets(
      Map<TopicPartition, Long> resumeAt, Instant firstWindow) {
    Instant whole = wholeFrom != null && wholeFrom.isAfter(firstWindow) ? wholeFrom : firstWindow;
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    resumeAt.forEach(
        (partition, offset) ->
            offsets.put(partition, new OffsetAndMetadata(offset, whole.toString())));
    return offsets;
  }
}
