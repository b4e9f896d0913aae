package io.hydrobeam.pipeline.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
 *   <li>Partitions wait for others when they are far ahead in event time, as {@link
 *       ReaderClock#toWait} says. Kafka hands out some thousand records of one partition after the
 *       other, which for a sensor of 1 Hz are hours.
 *   <li>A partition ends behind its last record. Kafka's own end is behind the marks of its
 *       transactions, where KafkaIO, which counts records, never comes to.
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
  private final ReaderClock clock;
  private final ReadShares shares;
  private @Nullable Admin admin;

  private SensorConsumer(
      Map<String, Object> config,
      KafkaCluster cluster,
      Map<TopicPartition, Long> starts,
      EventTimePolicies policies) {
    super(config);
    this.cluster = cluster;
    this.starts = starts;
    this.clock = policies.clock();
    this.shares = policies.shares();
  }

  /**
   * Makes consumers of a cluster.
   *
   * @param starts where all partitions begin, those of other readers, too
   */
  static SerializableFunction<Map<String, Object>, Consumer<byte[], byte[]>> of(
      KafkaCluster cluster, Map<TopicPartition, Long> starts, EventTimePolicies policies) {
    return config -> new SensorConsumer(cluster.with(config), cluster, starts, policies);
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
        super.poll(wait.isEmpty() ? timeout : WHILE_SOME_WAIT);
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
      Map<TopicPartition, Long> ends = Offsets.ends(admin(), starts.keySet());
      ends.replaceAll(shares::endOfRecords);
      shares.endAt(ends);
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
