package io.hydrobeam.pipeline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.model.Message;
import io.hydrobeam.parse.ReadingParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The messages of all sensor topics out, each at its event time, those marked that are too late to
 * count. One reader reads all partitions: on Spark the watermark of a read that is cut into several
 * splits is that of the fastest split, and the samples of the others would be dropped.
 */
public final class ReadMessages extends PTransform<PBegin, PCollection<Message>> {
  private static final long serialVersionUID = 1L;

  private final KafkaCluster cluster;
  private final LinkedHashMap<TopicPartition, Long> starts;
  private final EventTimePolicies policies;

  private ReadMessages(
      KafkaCluster cluster, Map<TopicPartition, Long> starts, EventTimePolicies policies) {
    this.cluster = cluster;
    this.starts = new LinkedHashMap<>(starts);
    this.policies = policies;
  }

  /** All messages of these partitions, each from this offset on. */
  public static ReadMessages from(
      KafkaCluster cluster,
      Map<TopicPartition, Long> starts,
      ReadingParser parser,
      TimeSettings clock) {
    return new ReadMessages(cluster, starts, new EventTimePolicies(parser, clock));
  }

  @Override
  public PCollection<Message> expand(PBegin begin) {
    return begin
        .apply(
            "KafkaIO",
            KafkaIO.<byte[], byte[]>read()
                .withBootstrapServers(cluster.bootstrapServers())
                .withTopicPartitions(List.copyOf(starts.keySet()))
                .withConsumerFactoryFn(StartingConsumer.at(cluster, starts))
                .withKeyDeserializer(ByteArrayDeserializer.class)
                .withValueDeserializer(ByteArrayDeserializer.class)
                .withTimestampPolicyFactory(policies)
                .withConsumerConfigUpdates(
                    Map.of("auto.offset.reset", "earliest", "client.id", "hydrobeam")))
        .apply(
            "ToMessage",
            MapElements.into(TypeDescriptor.of(Message.class)).via(ReadMessages::message));
  }

  private static Message message(KafkaRecord<byte[], byte[]> record) {
    Header lateness = record.getHeaders().lastHeader(EventTimePolicies.LATENESS_HEADER);
    return new Message(
        record.getTopic(),
        record.getPartition(),
        record.getOffset(),
        record.getKV().getKey(),
        record.getKV().getValue(),
        lateness == null ? 0 : Long.parseLong(new String(lateness.value(), UTF_8)));
  }
}
