package io.hydrobeam.pipeline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.parse.MalformedMessageException;
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
import org.apache.kafka.common.TopicPartition;
import org.joda.time.Instant;

/**
 * Gives each record its event time and each partition its watermark, by one {@link ReaderClock} for
 * all partitions that are read in a process. The clock outlives the reader, as long as the process
 * lives: on Spark a slow batch closes the reader, and the next one opens it again; a clock that
 * began anew each time would never find a partition idle. A record that is too late to count gets
 * the header {@value #LATENESS_HEADER} with its lateness in milliseconds: here, before any runner
 * can drop it. One that is too far ahead to count gets the same header with a negative number, and
 * the watermark for its time, so that it opens no window that would be kept until then.
 *
 * <p>The graph's watermark is the slowest of all that are reported here, so a record that is not
 * marked here is in time for every window downstream.
 */
final class EventTimePolicies implements TimestampPolicyFactory<byte[], byte[]> {
  static final String LATENESS_HEADER = "lateness_ms";

  private static final long serialVersionUID = 1L;

  /**
   * A partition is taken to end here that does not tell its end while others do. KafkaIO asks for
   * all ends together.
   */
  static final long UNKNOWN_END = 1L << 40;

  private static final Map<String, ReaderClock> CLOCKS = new ConcurrentHashMap<>();
  private static final Map<String, ReadShares> SHARES = new ConcurrentHashMap<>();

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
    return new EventTimePolicy(partition, parser, settings, clock);
  }

  /** The clock of all partitions that are read in this process. */
  ReaderClock clock() {
    return CLOCKS.computeIfAbsent(source, s -> new ReaderClock(settings, starts.size()));
  }

  /** What of all partitions has been read in this process. */
  ReadShares shares() {
    return SHARES.computeIfAbsent(source, s -> new ReadShares(starts));
  }

  private static final class EventTimePolicy extends TimestampPolicy<byte[], byte[]> {
    private final TopicPartition partition;
    private final ReadingParser parser;
    private final TimeSettings settings;
    private final ReaderClock clock;

    EventTimePolicy(
        TopicPartition partition, ReadingParser parser, TimeSettings settings, ReaderClock clock) {
      this.partition = partition;
      this.parser = parser;
      this.settings = settings;
      this.clock = clock;
    }

    @Override
    public Instant getTimestampForRecord(
        PartitionContext context, KafkaRecord<byte[], byte[]> record) {
      // A dead letter that someone sends again brings the mark of its first time.
      record.getHeaders().remove(LATENESS_HEADER);
      try {
        var reading = parser.parseOnce(record.getTopic(), record.getKV().getValue());
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

    @Override
    public Instant getWatermark(PartitionContext context) {
      long checkedAt = context.getBacklogCheckTime().getMillis();
      long backlog = context.getMessageBacklog();
      if (backlog > UNKNOWN_END / 2) {
        clock.endUnknown(partition, checkedAt);
      } else if (checkedAt > 0) {
        // Unknown, once Kafka was asked, means that the reader is past the end that it told.
        clock.endKnown(partition, backlog <= 0, checkedAt);
      }
      return Instant.ofEpochMilli(clock.advance(partition, System.currentTimeMillis()));
    }
  }
}
