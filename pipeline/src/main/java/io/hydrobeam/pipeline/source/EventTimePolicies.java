package io.hydrobeam.pipeline.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.model.IdleReport;
import io.hydrobeam.parse.MalformedMessageException;
import io.hydrobeam.parse.ParseReadings;
import io.hydrobeam.parse.ReadingParser;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.TimestampPolicy;
import org.apache.beam.sdk.io.kafka.TimestampPolicyFactory;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/**
 * Assigns the event time of each record and the watermark of each partition. One {@link
 * ReaderClock} serves all partitions read in a process and lives as long as the process. A slow
 * batch on Spark closes the reader, and the next batch opens a new one. A clock with the lifetime
 * of a reader would never find a partition idle.
 *
 * <p>Records are marked here, before any runner can drop them:
 *
 * <ul>
 *   <li>A late record gets the header {@value #LATENESS_HEADER} with its lateness in milliseconds.
 *   <li>A record too far in the future gets the same header with a negative number. Its event time
 *       is set to the watermark, so the record opens no window that would stay open until then.
 *   <li>A duplicate, see {@link SeenSamples}, gets the header {@value #DUPLICATE_HEADER}.
 * </ul>
 *
 * <p>The watermark of the graph is the minimum of all watermarks reported here. A record without a
 * mark is therefore in time for every window downstream.
 */
final class EventTimePolicies implements TimestampPolicyFactory<byte[], byte[]> {
  /** Headers between reader and graph only, under names that no producer uses. */
  static final String LATENESS_HEADER = "hydrobeam.internal.lateness_ms";

  static final String DUPLICATE_HEADER = "hydrobeam.internal.duplicate";

  private static final long serialVersionUID = 1L;

  /**
   * End offset of a partition that does not answer while others do. KafkaIO asks for all end
   * offsets together.
   */
  static final long UNKNOWN_END = 1L << 40;

  /** End offset of a partition that is read up to an open transaction. */
  static final long OPEN_TRANSACTION = 2 * UNKNOWN_END;

  private static final String PROCESS = UUID.randomUUID().toString();

  private static final Map<String, ReaderClock> CLOCKS = new ConcurrentHashMap<>();
  private static final Map<String, ReadShares> SHARES = new ConcurrentHashMap<>();
  private static final Map<String, SeenSamples> SEEN = new ConcurrentHashMap<>();

  /** Id shared by all copies of this source that a runner makes, and by no other source. */
  private final String source = UUID.randomUUID().toString();

  private final ReadingParser parser;
  private final TimeSettings settings;

  private final Map<TopicPartition, Long> starts;

  /**
   * Creates policies with the given settings.
   *
   * @param starts start offsets of the partitions of all readers together
   */
  EventTimePolicies(ReadingParser parser, TimeSettings settings, Map<TopicPartition, Long> starts) {
    this.parser = parser;
    this.settings = settings;
    this.starts = new HashMap<>(starts);
  }

  @Override
  public TimestampPolicy<byte[], byte[]> createTimestampPolicy(
      TopicPartition partition, Optional<Instant> previousWatermark) {
    ReaderClock clock = clock();
    clock.open(
        partition,
        previousWatermark.map(w -> OptionalLong.of(w.getMillis())).orElse(OptionalLong.empty()),
        System.currentTimeMillis());
    return new EventTimePolicy(partition, parser, settings, clock, shares(), seen());
  }

  /** Returns the clock of all partitions read in this process. */
  ReaderClock clock() {
    return CLOCKS.computeIfAbsent(source, s -> new ReaderClock(settings, starts.size()));
  }

  /**
   * Returns an element if all partitions read in this process are quiet; null if records arrive or
   * may arrive.
   */
  @Nullable IdleReport quiet() {
    ReaderClock clock = clock();
    long millis = clock.allQuietFor();
    return millis > 0 ? new IdleReport(PROCESS, clock.partitions(), starts.size(), millis) : null;
  }

  /** Returns true once event time has ended in this process. */
  boolean hasEnded() {
    return clock().hasEnded();
  }

  /** Returns the read position of all partitions in this process. */
  ReadShares shares() {
    return SHARES.computeIfAbsent(source, s -> new ReadShares(starts));
  }

  /** Returns the samples of all partitions read in this process. */
  SeenSamples seen() {
    return SEEN.computeIfAbsent(source, s -> new SeenSamples());
  }

  private static final class EventTimePolicy extends TimestampPolicy<byte[], byte[]> {
    private final TopicPartition partition;
    private final ReadingParser parser;
    private final TimeSettings settings;
    private final ReaderClock clock;
    private final ReadShares shares;
    private final SeenSamples seen;
    private final PartitionSamples samples;
    private long taken = -1;
    private long told = -1;

    EventTimePolicy(
        TopicPartition partition,
        ReadingParser parser,
        TimeSettings settings,
        ReaderClock clock,
        ReadShares shares,
        SeenSamples seen) {
      this.partition = partition;
      this.parser = parser;
      this.settings = settings;
      this.clock = clock;
      this.shares = shares;
      this.seen = seen;
      this.samples = seen.of(partition);
    }

    @Override
    public Instant getTimestampForRecord(
        PartitionContext context, KafkaRecord<byte[], byte[]> record) {
      removeMarks(record.getHeaders());
      taken = record.getOffset() + 1;
      try {
        var reading =
            parser.parseOnce(record.getTopic(), record.getKV().getValue(), record.getTimestamp());
        long eventTime = reading.timestampMillis();
        long now = System.currentTimeMillis();
        long ahead = settings.fromTheFuture(eventTime, record.getTimestamp(), now);
        if (ahead > 0) {
          clock.readFromTheFuture(partition, reading.rig(), ahead, now);
          mark(record, -ahead);
          // The event time of a record from the future is not trusted either.
          return Instant.ofEpochMilli(clock.current(partition));
        }
        long lateness = clock.read(partition, reading.rig(), eventTime, now);
        if (lateness > 0) {
          mark(record, lateness);
        } else if (seen.isDuplicate(samples, reading, record.getOffset())) {
          record.getHeaders().add(DUPLICATE_HEADER, new byte[0]);
        }
        return Instant.ofEpochMilli(eventTime);
      } catch (MalformedMessageException e) {
        // A malformed record has no event time to trust; ParseReadings reports the error.
        return Instant.ofEpochMilli(clock.current(partition));
      }
    }

    private static void mark(KafkaRecord<byte[], byte[]> record, long lateness) {
      record.getHeaders().add(LATENESS_HEADER, Long.toString(lateness).getBytes(UTF_8));
    }

    /** Removes marks from elsewhere, since only this class may mark a record. */
    private static void removeMarks(Headers headers) {
      if (headers.lastHeader(LATENESS_HEADER) != null) {
        headers.remove(LATENESS_HEADER);
      }
      if (headers.lastHeader(DUPLICATE_HEADER) != null) {
        headers.remove(DUPLICATE_HEADER);
      }
    }

    @Override
    public Instant getWatermark(PartitionContext context) {
      long checkedAt = context.getBacklogCheckTime().getMillis();
      long backlog = context.getMessageBacklog();
      if (backlog > (UNKNOWN_END + OPEN_TRANSACTION) / 2) {
        clock.endHidden(partition, checkedAt);
      } else if (backlog > UNKNOWN_END / 2) {
        clock.endUnknown(partition, checkedAt);
      } else if (checkedAt > 0) {
        // An unknown backlog after Kafka was asked means a reader past the end offset that Kafka
        // reported.
        clock.endKnown(partition, backlog <= 0, checkedAt);
      }
      tellPassed();
      long watermark = clock.advance(partition, System.currentTimeMillis());
      seen.forgetBefore(settings.openFrom(clock.slowestWatermark()));
      return Instant.ofEpochMilli(watermark);
    }

    /** Reports offsets behind the last record that belong to no record. */
    private void tellPassed() {
      long passed = shares.passed(partition, taken);
      if (passed > told) {
        told = passed;
        String name = ParseReadings.offsetsOf(partition.topic(), partition.partition());
        Metrics.distribution(ParseReadings.class, name).update(passed - 1);
      }
    }
  }
}
