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
 * The consumer that KafkaIO reads the sensor topics with.
 *
 * <ul>
 *   <li>It begins at given offsets. KafkaIO takes the position of a new consumer for the start of a
 *       partition that it has no checkpoint of, and seeks by itself to that of one it has. Its own
 *       {@code withStartReadTime} fails for a partition without a record at or after the time.
 *   <li>Records of which Kafka keeps an earlier time than that at which the run begins are passed
 *       over, unparsed and uncounted. Kafka's lookup by time finds the mark of a transaction, too,
 *       which has the broker's time, and a record with a wrong one.
 *   <li>Partitions wait for others when they are far ahead in event time, as {@link
 *       ReaderClock#toWait} says. Kafka hands out some thousand records of one partition after the
 *       other, which for a sensor of 1 Hz are hours.
 *   <li>A partition ends behind its last record. Kafka's own end is behind the marks of its
 *       transactions, where KafkaIO, which counts records, never comes to.
 *   <li>A partition that is read up to an open transaction has no end, see {@link
 *       EventTimePolicies#OPEN_TRANSACTION}: Kafka holds back all records behind the first one of
 *       the transaction, those of other rigs, too.
 *   <li>Where some partitions do not tell their end, the others do; see {@link
 *       EventTimePolicies#UNKNOWN_END}. KafkaIO learns of none when one is missing.
 * </ul>
 */
final class SensorConsumer extends KafkaConsumer<byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(SensorConsumer.class);

  /** Whoever waits is looked after again so soon. */
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
   * Makes consumers of a cluster.
   *
   * @param starts where all partitions begin, those of other readers, too
   * @param readFrom older records are not read; null to read all
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

  /** To where KafkaIO goes on from a checkpoint. */
  @Override
  public void seek(TopicPartition partition, long offset) {
    super.seek(partition, offset);
    if (shares.next(partition) == offset) {
      clock.resumeWhereLeft(partition, System.currentTimeMillis());
    }
    shares.openAt(partition, offset);
  }

  /** The one that KafkaIO calls. */
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

  /** The records without those that Kafka keeps as of an earlier time, epoch milliseconds. */
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

  /** Kafka's marks at the end of a transaction have offsets, but are handed to nobody. */
  private void passed(TopicPartition partition) {
    try {
      shares.nothingBefore(partition, position(partition, Duration.ZERO));
    } catch (TimeoutException e) {
      LOG.trace("the position in {} is not known while its leader is away", partition, e);
    }
  }

  /** Asks for the ends of all that is read, here and elsewhere, to learn whether Kafka is there. */
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
