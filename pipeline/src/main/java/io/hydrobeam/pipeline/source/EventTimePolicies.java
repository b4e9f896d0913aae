package io.hydrobeam.pipeline.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.model.Quiet;
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
 * Gives each record its event time and each partition its watermark, by one {@link ReaderClock} for
 * all partitions that are read in a process. The clock outlives the reader, as long as the process
 * lives: on Spark a slow batch closes the reader, and the next one opens it again; a clock that
 * began anew each time would never find a partition idle. A record that is too late to count gets
 * the header {@value #LATENESS_HEADER} with its lateness in milliseconds: here, before any runner
 * can drop it. One that is too far ahead to count gets the same header with a negative number, and
 * the watermark for its time, so that it opens no window that would be kept until then. One that
 * repeats a sample, see {@link SeenSamples}, gets the header {@value #DUPLICATE_HEADER}.
 *
 * <p>The graph's watermark is the slowest of all that are reported here, so a record that is not
 * marked here is in time for every window downstream.
 */
final class EventTimePolicies implements TimestampPolicyFactory<byte[], byte[]> {
  /** Between the reader and the graph alone: names that no producer gives. */
  static final String LATENESS_HEADER = "hydrobeam.internal.lateness_ms";

  static final String DUPLICATE_HEADER = "hydrobeam.internal.duplicate";

  private static final long serialVersionUID = 1L;

  /**
   * A partition is taken to end here that does not tell its end while others do. KafkaIO asks for
   * all ends together.
   */
  static final long UNKNOWN_END = 1L << 40;

  /** A partition is taken to end here that is read up to a transaction which is still open. */
  static final long OPEN_TRANSACTION = 2 * UNKNOWN_END;

  private static final String PROCESS = UUID.randomUUID().toString();

  private static final Map<String, ReaderClock> CLOCKS = new ConcurrentHashMap<>();
  private static final Map<String, ReadShares> SHARES = new ConcurrentHashMap<>();
  private static final Map<String, SeenSamples> SEEN = new ConcurrentHashMap<>();

  /** The same in all copies that a runner makes of this source, and in no other source. */
  private final String source = UUID.randomUUID().toString();

  private final ReadingParser parser;
  private final TimeSettings settings;

  private final Map<TopicPartition, Long> starts;

  /**
   * Policies by these settings.
   *
   * @param starts the partitions of all readers together, with the offsets at which they begin
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

  /** The clock of all partitions that are read in this process. */
  ReaderClock clock() {
    return CLOCKS.computeIfAbsent(source, s -> new ReaderClock(settings, starts.size()));
  }

  /** That nothing comes at all here; null where something does, or may. */
  @Nullable Quiet quiet() {
    ReaderClock clock = clock();
    long millis = clock.allQuietFor();
    return millis > 0 ? new Quiet(PROCESS, clock.partitions(), starts.size(), millis) : null;
  }

  /** Whether event time has come to its end here. */
  boolean hasEnded() {
    return clock().hasEnded();
  }

  /** What of all partitions has been read in this process. */
  ReadShares shares() {
    return SHARES.computeIfAbsent(source, s -> new ReadShares(starts));
  }

  /** The samples of all partitions that are read in this process. */
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
          // Neither has it an event time that may be believed.
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
        // It has no event time that could be believed; ParseReadings tells what is wrong with it.
        return Instant.ofEpochMilli(clock.current(partition));
      }
    }

    private static void mark(KafkaRecord<byte[], byte[]> record, long lateness) {
      record.getHeaders().add(LATENESS_HEADER, Long.toString(lateness).getBytes(UTF_8));
    }

    /** Nobody else marks a record. */
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
        // Unknown, once Kafka was asked, means that the reader is past the end that it told.
        clock.endKnown(partition, backlog <= 0, checkedAt);
      }
      tellPassed();
      long watermark = clock.advance(partition, System.currentTimeMillis());
      seen.forgetBefore(settings.openFrom(clock.slowestWatermark()));
      return Instant.ofEpochMilli(watermark);
    }

    /** What no record tells: that the offsets behind the last one are those of no record. */
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
