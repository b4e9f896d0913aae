package io.hydrobeam.pipeline.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.parse.ReadingParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.io.kafka.TimestampPolicy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Benchmark of the timestamp policy: the cost to parse a record and compare it with the watermark
 * and the earlier samples. The records are of one partition, at 100 Hz per rig.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PolicyBenchmark {
  private static final int RECORDS = 200_000;
  private static final int RECORDS_A_WATERMARK = 1_000;
  private static final TopicPartition PS1 = new TopicPartition("hydraulic-PS1", 0);
  private static final LocalDateTime START = LocalDateTime.of(2025, 11, 8, 14, 30);
  private static final Duration SECOND = Duration.standardSeconds(1);

  /** Number of rigs that send to the partition in turn. */
  @Param({"1", "60"})
  int rigs;

  /**
   * Order of the records: in order, in order with each record twice, or shuffled within a second.
   */
  @Param({"ORDERED", "TWICE", "SHUFFLED"})
  String order;

  private List<KafkaRecord<byte[], byte[]>> records = List.of();
  private final TimestampPolicy.PartitionContext context = new Behind();

  private static final class Behind extends TimestampPolicy.PartitionContext {
    @Override
    public long getMessageBacklog() {
      return 1;
    }

    @Override
    public Instant getBacklogCheckTime() {
      return Instant.now();
    }
  }

  @Setup
  public void generate() {
    var random = new Random(1);
    var messages = new ArrayList<String>();
    for (int i = 0; messages.size() < RECORDS; i++) {
      String message =
          String.format(
              Locale.ROOT,
              "{\"sensor\":\"PS1\",\"rig\":\"rig-%d\",\"cycle\":%d,\"sample_idx\":%d,\"value\":%.2f,\"timestamp\":\"%s\",\"sampling_rate_hz\":100}",
              i % rigs,
              i / rigs / 6_000,
              i / rigs % 6_000,
              150 + 20 * random.nextGaussian(),
              START.plusNanos(i / rigs * 10_000_000L + 123_456));
      messages.addAll(Collections.nCopies(order.equals("TWICE") ? 2 : 1, message));
    }
    for (int i = 0; order.equals("SHUFFLED") && i < RECORDS; i += 100) {
      Collections.shuffle(messages.subList(i, i + 100), random);
    }
    records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      records.add(
          new KafkaRecord<>(
              PS1.topic(),
              0,
              i,
              0,
              KafkaTimestampType.CREATE_TIME,
              new RecordHeaders(),
              null,
              messages.get(i).getBytes(UTF_8)));
    }
  }

  /** Reads all records with a new policy. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public Instant eachRecord() {
    var policies =
        new EventTimePolicies(
            ReadingParser.of("hydraulic-", "rig-1", ZoneOffset.UTC),
            new TimeSettings(
                SECOND,
                Duration.standardSeconds(10),
                Duration.standardSeconds(5),
                Duration.standardSeconds(600),
                Duration.standardSeconds(3_600),
                null,
                Duration.standardSeconds(60),
                SECOND,
                SECOND),
            Map.of(PS1, 0L));
    var policy = policies.createTimestampPolicy(PS1, Optional.empty());
    Instant watermark = Instant.EPOCH;
    for (int i = 0; i < RECORDS; i++) {
      policy.getTimestampForRecord(context, records.get(i));
      if (i % RECORDS_A_WATERMARK == 0) {
        watermark = policy.getWatermark(context);
      }
    }
    policies.seen().forgetBefore(Long.MAX_VALUE); // samples outlive their policy
    return watermark;
  }
}
