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
import org.apache.kafka.common.header.Headers;
import org.joda.time.Instant;

/**
 * Gives each record its event time and each partition its watermark, by one {@link ReaderClock} for
 * all partitions that are read in a process. The clock outlives the reader, as long as the process
 * lives: on Spark a slow batch closes the reader, and the next one opens it again; a clock that
 * began anew each time would never find a partition idle. A record that is too late to count gets
 * the header {@value #LATENESS_HEADER} with its lateness in milliseconds: here, before any runner
 * can drop it. One that repeats a sample, see {@link SeenSamples}, gets the header {@value
 * #DUPLICATE_HEADER}.
 *
 * <p>The graph's watermark is the slowest of all that are reported here, so a record that is not
 * marked here is in time for every window downstream.
 */
final class EventTimePolicies implements TimestampPolicyFactory<byte[], byte[]> {
  static final String LATENESS_HEADER = "lateness_ms";
  static final String DUPLICATE_HEADER = "hydrobeam_duplicate";

  private static final long serialVersionUID = 1L;

  /**
   * A partition is taken to end here that does not tell its end while others do. KafkaIO asks for
   * all ends together.
   */
  static final long UNKNOWN_END = 1L << 40;

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
    return new EventTimePolicy(partition, parser, clock, seen(), settings);
  }

  /** The clock of all partitions that are read in this process. */
  ReaderClock clock() {
    return CLOCKS.computeIfAbsent(source, s -> new ReaderClock(settings, starts.size()));
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
    private final ReaderClock clock;
    private final SeenSamples seen;
    private final PartitionSamples samples;
    private final TimeSettings settings;

    EventTimePolicy(
        TopicPartition partition,
        ReadingParser parser,
        ReaderClock clock,
        SeenSamples seen,
        TimeSettings settings) {
      this.partition = partition;
      this.parser = parser;
      this.clock = clock;
      this.seen = seen;
      this.samples = seen.of(partition);
      this.settings = settings;
    }

    @Override
    public Instant getTimestampForRecord(
        PartitionContext context, KafkaRecord<byte[], byte[]> record) {
      removeMarks(record.getHeaders());
      try {
        var reading = parser.parseOnce(record.getTopic(), record.getKV().getValue());
        long eventTime = reading.timestampMillis();
        long lateness = clock.read(partition, eventTime, System.currentTimeMillis());
        if (lateness > 0) {
          record.getHeaders().add(LATENESS_HEADER, Long.toString(lateness).getBytes(UTF_8));
        } else if (seen.isDuplicate(samples, reading, record.getOffset())) {
          record.getHeaders().add(DUPLICATE_HEADER, new byte[0]);
        }
        return Instant.ofEpochMilli(eventTime);
      } catch (MalformedMessageException e) {
        // It has no event time that could be believed; ParseReadings tells what is wrong with it.
        return Instant.ofEpochMilli(clock.current(partition));
      }
    }

    /** A dead letter that someone sends again brings the mark of its first time. */
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
      if (backlog > UNKNOWN_END / 2) {
        clock.endUnknown(partition, checkedAt);
      } else if (checkedAt > 0) {
        // Unknown, once Kafka was asked, means that the reader is past the end that it told.
        clock.endKnown(partition, backlog <= 0, checkedAt);
      }
      long watermark = clock.advance(partition);
      seen.forgetBefore(settings.openFrom(clock.slowestWatermark()));
      return Instant.ofEpochMilli(watermark);
    }
  }
}
