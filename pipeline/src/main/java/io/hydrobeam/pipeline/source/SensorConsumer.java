package io.hydrobeam.pipeline.source;

import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.kafka.Offsets;
import io.hydrobeam.kafka.PartitionEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumer of KafkaIO for the sensor topics. Differs from a plain consumer as follows.
 *
 * <ul>
 *   <li>Starts at given offsets. KafkaIO takes the position of a new consumer as the start of a
 *       partition without a checkpoint, and seeks by itself for a partition with one. {@code
 *       withStartReadTime} of KafkaIO fails for a partition without a record at or after the time.
 *   <li>Skips records whose Kafka timestamp is before the start time of the run, unparsed and
 *       uncounted. Kafka's lookup by time may return a transaction marker, which has the time of
 *       the broker, or a record with a wrong timestamp.
 *   <li>Pauses partitions far ahead in event time, see {@link ReaderClock#toWait}. Kafka returns
 *       some thousand records of one partition after the other, which are hours of a 1 Hz sensor.
 *   <li>Reports the end of a partition behind its last record. Kafka's own end is behind the
 *       transaction markers, which KafkaIO never reaches, since KafkaIO counts records.
 *   <li>Reports {@link EventTimePolicies#OPEN_TRANSACTION} as the end of a partition read up to an
 *       open transaction. Kafka holds back all records behind the first record of the transaction,
 *       including records of other rigs.
 *   <li>Reports {@link EventTimePolicies#UNKNOWN_END} for partitions that do not answer, and the
 *       ends of the others. Plain KafkaIO gets no end if one is missing.
 * </ul>
 */
final class SensorConsumer extends KafkaConsumer<byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(SensorConsumer.class);

  /** Maximum poll time while some partitions are paused. */
  private static final Duration WHILE_SOME_WAIT = Duration.ofMillis(50);

  private final KafkaCluster cluster;
  private final Map<TopicPartition, Long> starts;
  private final long readFrom;
  private final ReaderClock clock;
  private final ReadShares shares;
  private @Nullable Admin admin;

  private SensorConsumer(
      Map<String, Object> config,
      KafkaCluster cluster,
      Map<TopicPartition, Long> starts,
      long readFrom,
      EventTimePolicies policies) {
    super(config);
    this.cluster = cluster;
    this.starts = starts;
    this.readFrom = readFrom;
    this.clock = policies.clock();
    this.shares = policies.shares();
  }

  /**
   * Returns a factory of consumers.
   *
   * @param starts start offsets of all partitions, including partitions of other readers
   * @param readFrom Kafka timestamp before which records are skipped; null for none
   */
  static SerializableFunction<Map<String, Object>, Consumer<byte[], byte[]>> of(
      KafkaCluster cluster,
      Map<TopicPartition, Long> starts,
      @Nullable Instant readFrom,
      EventTimePolicies policies) {
    long millis = readFrom == null ? Long.MIN_VALUE : readFrom.toEpochMilli();
    return config -> new SensorConsumer(cluster.with(config), cluster, starts, millis, policies);
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    super.assign(partitions);
    partitions.forEach(partition -> super.seek(partition, starts.get(partition)));
  }

  /** Seeks to the position at which KafkaIO resumes from a checkpoint. */
  @Override
  public void seek(TopicPartition partition, long offset) {
    super.seek(partition, offset);
    if (shares.next(partition) == offset) {
      clock.resumeWhereLeft(partition, System.currentTimeMillis());
    }
    shares.openAt(partition, offset);
  }

  /** Deprecated overload, called by KafkaIO. */
  @Override
  @Deprecated
  public ConsumerRecords<byte[], byte[]> poll(long timeoutMillis) {
    return poll(Duration.ofMillis(timeoutMillis));
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    Set<TopicPartition> wait = clock.toWait(assignment(), shares::of);
    var goOn = new ArrayList<>(paused());
    goOn.removeAll(wait);
    resume(goOn);
    pause(wait);
    ConsumerRecords<byte[], byte[]> records =
        notOlder(super.poll(wait.isEmpty() ? timeout : WHILE_SOME_WAIT), readFrom);
    for (TopicPartition partition : assignment()) {
      List<ConsumerRecord<byte[], byte[]>> read = records.records(partition);
      if (read.isEmpty()) {
        passed(partition);
      } else {
        shares.read(partition, read.get(read.size() - 1).offset() + 1);
      }
    }
    return records;
  }

  /** Removes records with a Kafka timestamp before the given one, in epoch milliseconds. */
  static ConsumerRecords<byte[], byte[]> notOlder(
      ConsumerRecords<byte[], byte[]> records, long millis) {
    if (millis == Long.MIN_VALUE || records.isEmpty()) {
      return records;
    }
    var kept = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> read =
          records.records(partition).stream().filter(r -> r.timestamp() >= millis).toList();
      if (!read.isEmpty()) {
        kept.put(partition, read);
      }
    }
    return new ConsumerRecords<>(kept);
  }

  /** Notes a position past transaction markers, which have offsets but are never returned. */
  private void passed(TopicPartition partition) {
    try {
      shares.nothingBefore(partition, position(partition, Duration.ZERO));
    } catch (TimeoutException e) {
      LOG.trace("the position in {} is unknown while its leader is down", partition, e);
    }
  }

  /**
   * Asks for the ends of all partitions of the run, including other readers, to detect an
   * unavailable broker.
   */
  @Override
  public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
    try {
      Map<TopicPartition, PartitionEnd> told = Offsets.ends(admin(), starts.keySet());
      var ends = new HashMap<TopicPartition, Long>();
      told.forEach((p, end) -> ends.put(p, shares.endOfRecords(p, end.stable())));
      shares.endAt(ends);
      told.forEach(
          (p, end) -> {
            if (end.hasOpenTransaction() && shares.isReadUpTo(p, ends.get(p))) {
              ends.put(p, EventTimePolicies.OPEN_TRANSACTION);
            }
          });
      partitions.forEach(p -> ends.putIfAbsent(p, EventTimePolicies.UNKNOWN_END));
      return ends;
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private synchronized Admin admin() {
    if (admin == null) {
      admin = cluster.admin();
    }
    return admin;
  }

  @Override
  public void close() {
    synchronized (this) {
      if (admin != null) {
        admin.close();
      }
    }
    super.close();
  }
}
