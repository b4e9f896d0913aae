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
 * Commits the offsets from which the next run must read, for a consumer group without members. They
 * trail what is written by so much that a window which is still open, or may still be revised, is
 * read again from its first sample: the allowed lateness, and a minute, which is the longest span
 * that a file holds. What is read again changes no row.
 *
 * <p>The readers tell at which offsets event time came to what, see {@link ResumeOffsets}. If the
 * broker does not take the offsets, they are committed the next time. Safe for use by one thread.
 */
public final class OffsetCommits {
  private static final Logger LOG = LoggerFactory.getLogger(OffsetCommits.class);

  /** What a file by the minute holds, and so the longest window that there may be. */
  public static final Duration LONGEST_FILE = Duration.ofMinutes(1);

  private static final Duration EVERY = Duration.ofSeconds(10);

  /** Kafka forgets what was not committed again for a week, by default. */
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
   * Commits for a run.
   *
   * @param admin the client that commits, which stays open
   * @param beginning where the run begins
   * @param windowing the windows of the rows
   */
  public static OffsetCommits of(
      Admin admin, String group, SensorTopics.Beginning beginning, Windowing windowing) {
    return new OffsetCommits(
        admin, group, new ResumeOffsets(beginning.offsets()), windowing, beginning.wholeFrom());
  }

  /** The first window of which the next run must read all samples, epoch milliseconds. */
  public static long startAfter(long writtenUpTo, Windowing windowing) {
    long time = writtenUpTo - windowing.allowedLateness().getMillis() - LONGEST_FILE.toMillis();
    return Math.max(0, time - Math.floorMod(time, windowing.size().getMillis()));
  }

  /**
   * The start of the first window of which all samples lie behind these offsets; empty if they were
   * committed by another program.
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
   * Takes in how far the readers are.
   *
   * @param watermark up to when all partitions are read; empty if it is not known
   * @param next the offset of each partition that is read next
   * @param told the points that readers have told of partitions
   */
  public void look(
      Optional<Instant> watermark,
      Map<TopicPartition, Long> next,
      Map<TopicPartition, ReadPoint> told) {
    resume.look(watermark, next, told);
  }

  /**
   * All windows up to this event time are written. Commits when ten seconds of event time, or an
   * hour, have gone by since the last time; where event time stands still, once the readers have
   * told the last offsets.
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
          "the offsets up to {} could not be committed ({}); a run that is started now reads more"
              + " than it must",
          time,
          UserException.rootCause(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The offsets to commit. Each has the start of the first whole window in words, see {@link
   * #firstWindow}: no earlier one than that of this run, which did not read what is before.
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
