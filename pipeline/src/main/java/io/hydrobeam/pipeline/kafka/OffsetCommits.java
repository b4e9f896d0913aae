package io.hydrobeam.pipeline.kafka;

import io.hydrobeam.pipeline.CommandException;
import io.hydrobeam.window.Windowing;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Kafka from where on the next run must read, as the offsets of a consumer group that nobody
 * is a member of. They trail what is written by so much that a window which is still open, or may
 * still be revised, is read again from its first sample: the allowed lateness, and a minute, which
 * is the longest span that a file holds. What is read again changes no row.
 *
 * <p>Offsets are found by the timestamps that Kafka keeps of its records, which must not be older
 * than the samples in them. A broker that does not answer is asked again the next time. Safe for
 * use by one thread.
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
  private final Collection<TopicPartition> partitions;
  private final Windowing windowing;
  private Instant committed = Instant.MIN;
  private long committedAt;

  private OffsetCommits(
      Admin admin, String group, Collection<TopicPartition> partitions, Windowing windowing) {
    this.admin = admin;
    this.group = group;
    this.partitions = partitions;
    this.windowing = windowing;
  }

  /**
   * Commits for these partitions.
   *
   * @param admin the client that is asked and told, which stays open
   * @param windowing the windows of the rows
   */
  public static OffsetCommits of(
      Admin admin, String group, Collection<TopicPartition> partitions, Windowing windowing) {
    return new OffsetCommits(admin, group, List.copyOf(partitions), windowing);
  }

  /** The first window of which the next run must read all samples, epoch milliseconds. */
  static long startAfter(long writtenUpTo, Windowing windowing) {
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
   * All windows up to this event time are written. Commits when ten seconds of event time, or an
   * hour, have gone by since the last time.
   *
   * @param read the offsets up to which partitions were read when the watermark was there: no
   *     offset is committed beyond. A sensor that sends what it could not send for an hour has
   *     records of old timestamps that nobody has read yet.
   */
  public void writtenUpTo(Instant time, Map<TopicPartition, Long> read) {
    long now = System.nanoTime();
    if (committed != Instant.MIN
        && time.isBefore(committed.plus(EVERY))
        && now - committedAt < AGAIN_AFTER.toNanos()) {
      return;
    }
    try {
      if (commit(startAfter(time.toEpochMilli(), windowing), read)) {
        committed = time;
        committedAt = now;
      }
    } catch (ExecutionException | KafkaException e) {
      LOG.warn(
          "the offsets up to {} could not be committed ({}); a run that is started now reads more"
              + " than it must",
          time,
          CommandException.rootCause(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Whether it is done; not without the partitions that do not answer: a run begins in all at one
   * time.
   */
  private boolean commit(long millis, Map<TopicPartition, Long> read)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> starts =
        Offsets.orEnds(admin, partitions, OffsetSpec.forTimestamp(millis));
    if (starts.size() < partitions.size()) {
      return false;
    }
    admin.alterConsumerGroupOffsets(group, offsets(millis, starts, read)).all().get();
    return true;
  }

  /**
   * The offsets to commit: where the first window begins, and nothing that is not read yet. Each
   * has the window's start in words, see {@link #firstWindow}.
   */
  static Map<TopicPartition, OffsetAndMetadata> offsets(
      long firstWindowMillis, Map<TopicPartition, Long> starts, Map<TopicPartition, Long> read) {
    String firstWindow = Instant.ofEpochMilli(firstWindowMillis).toString();
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    starts.forEach(
        (partition, start) ->
            offsets.put(
                partition,
                new OffsetAndMetadata(Math.min(start, read.get(partition)), firstWindow)));
    return offsets;
  }
}
