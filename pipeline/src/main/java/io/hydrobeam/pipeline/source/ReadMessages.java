package io.hydrobeam.pipeline.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.common.UserException;
import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.kafka.SensorTopics;
import io.hydrobeam.model.IdleReport;
import io.hydrobeam.model.Message;
import io.hydrobeam.parse.ReadingParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Reads the messages of all sensor topics at their event times. Late messages and duplicates are
 * marked.
 *
 * <p>Each reader has its share of the partitions and is a source of its own, since the watermark of
 * several sources is the minimum. For one source with several splits, Spark takes the maximum and
 * would drop the samples of slower splits.
 */
public final class ReadMessages extends PTransform<PBegin, PCollection<Message>> {
  private static final long serialVersionUID = 1L;

  private final KafkaCluster cluster;
  private final LinkedHashMap<TopicPartition, Long> starts;
  private final @Nullable Instant readFrom;
  private final EventTimePolicies policies;
  private final int readers;

  private ReadMessages(
      KafkaCluster cluster,
      SensorTopics.Beginning beginning,
      EventTimePolicies policies,
      int readers) {
    this.cluster = cluster;
    this.starts = new LinkedHashMap<>(beginning.offsets());
    this.readFrom = beginning.readFrom();
    this.policies = policies;
    this.readers = readers;
  }

  /**
   * Reads all messages of the partitions from the beginning of the run.
   *
   * @param readers number of readers that share the partitions: reader r has each partition p of a
   *     topic with p mod readers = r
   * @throws UserException if a reader would have no partition
   */
  public static ReadMessages from(
      KafkaCluster cluster,
      SensorTopics.Beginning beginning,
      ReadingParser parser,
      TimeSettings clock,
      int readers) {
    Map<TopicPartition, Long> starts = beginning.offsets();
    int most = 1 + starts.keySet().stream().mapToInt(TopicPartition::partition).max().orElse(0);
    if (readers < 1 || readers > most) {
      throw UserException.invalid(
          "--readers takes a number from 1 to %d, since no topic has more partitions, not %d",
          most, readers);
    }
    return new ReadMessages(
        cluster, beginning, new EventTimePolicies(parser, clock, starts), readers);
  }

  @Override
  public PCollection<Message> expand(PBegin begin) {
    var records = new ArrayList<PCollection<KafkaRecord<byte[], byte[]>>>();
    for (KafkaIO.Read<byte[], byte[]> read : reads()) {
      String name = readers == 1 ? "KafkaIO" : "KafkaIO" + records.size();
      records.add(begin.apply(name, read));
    }
    return PCollectionList.of(records)
        .apply("AllReaders", Flatten.pCollections())
        .apply(
            "ToMessage",
            MapElements.into(TypeDescriptor.of(Message.class)).via(ReadMessages::message));
  }

  /** Returns the KafkaIO reads, one per reader. */
  public List<KafkaIO.Read<byte[], byte[]>> reads() {
    return IntStream.range(0, readers).mapToObj(this::read).toList();
  }

  private KafkaIO.Read<byte[], byte[]> read(int reader) {
    return KafkaIO.<byte[], byte[]>read()
        .withBootstrapServers(cluster.bootstrapServers())
        .withTopicPartitions(
            starts.keySet().stream().filter(p -> p.partition() % readers == reader).toList())
        .withConsumerFactoryFn(SensorConsumer.of(cluster, starts, readFrom, policies))
        .withKeyDeserializer(ByteArrayDeserializer.class)
        .withValueDeserializer(ByteArrayDeserializer.class)
        .withTimestampPolicyFactory(policies)
        .withConsumerConfigUpdates(
            Map.of(
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed",
                "client.id", "hydrobeam-" + reader));
  }

  /**
   * Returns a function that reports, in the reading process, a silence of all partitions; null
   * while records may arrive.
   */
  public SerializableFunction<Void, @Nullable IdleReport> quiet() {
    EventTimePolicies own = policies;
    return nothing -> own.quiet();
  }

  /** Returns the same reports as a source, for a runner that reads with plain KafkaIO. */
  UnboundedSource<IdleReport, ?> quietSource() {
    return new IdleReportSource(policies);
  }

  /**
   * Returns true for a known backlog above zero, in bytes. Returns false for no backlog and for an
   * unknown one, as for a partition that does not answer or has an open transaction.
   */
  public static boolean isBacklog(long bytes) {
    return bytes > 0 && bytes < EventTimePolicies.UNKNOWN_END / 2;
  }

  /** Converts a record, with its marks, into a message. */
  public static Message message(KafkaRecord<byte[], byte[]> record) {
    long lateness = 0;
    boolean duplicate = false;
    List<Message.Header> headers = List.of();
    for (Header header : record.getHeaders()) {
      if (header.key().equals(EventTimePolicies.LATENESS_HEADER)) {
        lateness = Long.parseLong(new String(header.value(), UTF_8));
      } else if (header.key().equals(EventTimePolicies.DUPLICATE_HEADER)) {
        duplicate = true;
      } else {
        headers = headers.isEmpty() ? new ArrayList<>() : headers;
        headers.add(new Message.Header(header.key(), header.value()));
      }
    }
    return new Message(
        record.getTopic(),
        record.getPartition(),
        record.getOffset(),
        record.getTimestamp(),
        record.getKV().getKey(),
        record.getKV().getValue(),
        headers,
        lateness,
        duplicate);
  }
}
