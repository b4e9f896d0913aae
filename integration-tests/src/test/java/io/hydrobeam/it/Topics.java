package io.hydrobeam.it;

import static org.apache.kafka.clients.admin.OffsetSpec.latest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topics of one prefix on a broker: those that the stream reads and those that it writes.
 *
 * @param kafka the broker, HOST:PORT
 * @param prefix what all names begin with
 * @param client what clients need to connect
 */
record Topics(String kafka, String prefix, Map<String, Object> client) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A header that all messages have, as a producer's tracing gives it. */
  static final Header TRACE = new RecordHeader("trace", new byte[] {1, 2, 3});

  private static final Duration POLL = Duration.ofMillis(200);

  /** The topics of a broker that is open to everybody. */
  Topics(String kafka, String prefix) {
    this(kafka, prefix, Map.of());
  }

  /** Creates the topics as the sandbox does its own: records are kept for ever. */
  static Topics create(String kafka, String prefix, int partitions) {
    var topics = new Topics(kafka, prefix);
    var sensors = topics.sensorTopics().stream().map(name -> topic(name, partitions));
    var outputs = Stream.of("features", "alerts", "dead-letter").map(o -> topic(prefix + o, 1));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin.createTopics(Stream.concat(sensors, outputs).toList()).all().get();
      // A topic exists a little before it takes messages.
      await().ignoreExceptions().until(() -> topics.areServed(admin));
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("cannot create " + topics, e);
    }
    return topics;
  }

  private boolean areServed(Admin admin) throws InterruptedException, ExecutionException {
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    for (var topic : admin.describeTopics(sensorTopics()).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(p -> ends.put(new TopicPartition(topic.name(), p.partition()), latest()));
    }
    return admin.listOffsets(ends).all().get().size() == ends.size();
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, partitions, (short) 1).configs(Map.of("retention.ms", "-1"));
  }

  /** Gives an output's topic one partition more; returns its number. */
  int addPartition(String output) {
    String topic = prefix + output;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      int count =
          admin
              .describeTopics(List.of(topic))
              .topicNameValues()
              .get(topic)
              .get()
              .partitions()
              .size();
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(count + 1))).all().get();
      return count;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("cannot add a partition to " + topic, e);
    }
  }

  /** Every message in the topics of the sensors. */
  List<ConsumerRecord<byte[], byte[]>> messages() {
    return read(sensorTopics());
  }

  /** Every row that was published. */
  List<JsonNode> features() {
    return read(List.of(prefix + "features")).stream().map(r -> json(r.value())).toList();
  }

  /** Every alert that was published. */
  List<JsonNode> alerts() {
    return read(List.of(prefix + "alerts")).stream().map(r -> json(r.value())).toList();
  }

  /** Every message that was dead-lettered. */
  List<DeadLetter> deadLetters() {
    return read(List.of(prefix + "dead-letter")).stream().map(DeadLetter::of).toList();
  }

  /** Sends messages as they are, each to its sensor's topic of this prefix, in its partition. */
  void send(Collection<ConsumerRecord<byte[], byte[]>> messages) {
    send(messages, Map.of("acks", "all"), producer -> {}, producer -> {});
  }

  /**
   * Sends messages in a transaction, whose mark Kafka puts behind those of each partition.
   *
   * @param end commits or aborts it
   */
  void sendInATransaction(
      Collection<ConsumerRecord<byte[], byte[]>> messages,
      Consumer<KafkaProducer<byte[], byte[]>> end) {
    send(
        messages,
        Map.of("transactional.id", prefix),
        producer -> {
          producer.initTransactions();
          producer.beginTransaction();
        },
        end);
  }

  /** A producer with these settings. */
  KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    var config = new HashMap<>(settings);
    config.put("bootstrap.servers", kafka);
    var bytes = new ByteArraySerializer();
    return new KafkaProducer<>(config, bytes, bytes);
  }

  private void send(
      Collection<ConsumerRecord<byte[], byte[]>> messages,
      Map<String, Object> settings,
      Consumer<KafkaProducer<byte[], byte[]>> before,
      Consumer<KafkaProducer<byte[], byte[]>> after) {
    var failures = new ConcurrentLinkedQueue<Exception>();
    try (var producer = producer(settings)) {
      before.accept(producer);
      for (ConsumerRecord<byte[], byte[]> m : messages) {
        String topic = prefix + m.topic().substring(m.topic().lastIndexOf('-') + 1);
        producer.send(
            new ProducerRecord<>(
                topic, m.partition(), m.timestamp(), m.key(), m.value(), List.of(TRACE)),
            (sent, failure) -> Optional.ofNullable(failure).ifPresent(failures::add));
      }
      producer.flush();
      after.accept(producer);
    }
    assertThat(failures).isEmpty();
  }

  /** The offset that a consumer group has committed for the first partition of a sensor, or 0. */
  long committed(String group, String sensor) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      var offset = committed.get(new TopicPartition(prefix + sensor, 0));
      return offset == null ? 0 : offset.offset();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("cannot ask for the offsets of " + group, e);
    }
  }

  /** Whether a consumer group has committed offsets, be they 0. */
  boolean hasCommitted(String group) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      return !admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().isEmpty();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("cannot ask for the offsets of " + group, e);
    }
  }

  static JsonNode json(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> sensorTopics() {
    return Rig.HERTZ.keySet().stream().map(sensor -> prefix + sensor).toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> read(List<String> topics) {
    var config = new HashMap<>(client);
    config.put("bootstrap.servers", kafka);
    config.put("max.poll.records", 10_000);
    config.put("isolation.level", "read_committed");
    var bytes = new ByteArrayDeserializer();
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer = new KafkaConsumer<>(config, bytes, bytes)) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }
}
