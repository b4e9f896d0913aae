package io.hydrobeam.pipeline.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.kafka.AlertMessages;
import io.hydrobeam.kafka.JsonRows;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.AlertMessage;
import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RowColumns;
import io.hydrobeam.window.Windowing;
import java.util.Arrays;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Converts each element into a record to publish.
 *
 * @param <T> element type
 */
public final class ToRecords<T>
    extends PTransform<PCollection<T>, PCollection<ProducerRecord<byte[], byte[]>>> {
  private static final long serialVersionUID = 1L;

  /**
   * Upper bound of the overhead of a batch with one record in Kafka's format, in bytes. Compression
   * may not help.
   */
  private static final int OVERHEAD = 1_024;

  private final SerializableFunction<T, ProducerRecord<byte[], byte[]>> toRecord;

  private ToRecords(SerializableFunction<T, ProducerRecord<byte[], byte[]>> toRecord) {
    this.toRecord = toRecord;
  }

  /** Converts rows into JSON, with the rig as key. */
  public static ToRecords<FeatureVector> ofRows(String topic) {
    return new ToRecords<>(
        row ->
            new ProducerRecord<>(
                topic,
                row.snapshot().rig().getBytes(UTF_8),
                JsonRows.encode(RowColumns.all(), row)));
  }

  /** Converts alerts into JSON, with the rig as key. */
  public static ToRecords<Alert> ofAlerts(String topic) {
    return new ToRecords<>(alert -> AlertMessages.record(topic, AlertMessage.of(alert)));
  }

  /**
   * Converts dead letters. Key, value and headers stay unchanged. {@link DeadLetterHeaders} adds
   * {@code reason}, {@code detail}, {@code source_topic}, {@code source_partition}, {@code
   * source_offset} and, for a late sample, {@code lateness_ms}.
   *
   * <p>A record too large for the topic is truncated. The key keeps at most half of the room, and
   * the value the rest. The headers {@code key_cut_from_bytes} and {@code cut_from_bytes} report
   * the original lengths. Headers of the producer larger than half of the room are dropped, and
   * {@code headers_cut_from_bytes} reports their size. The source topic still has the full record.
   *
   * @param largestMessage maximum message size of the topic, in bytes; at most 16 MiB are used, the
   *     limit of the producer
   */
  public static ToRecords<DeadLetter> ofDeadLetters(String topic, int largestMessage) {
    int largest = Math.min(largestMessage, PublishRecords.LARGEST_REQUEST);
    return new ToRecords<>(
        letter -> {
          var headers = new DeadLetterHeaders(letter, (largest - OVERHEAD) / 2);
          byte[] key = letter.message().key();
          byte[] value = letter.message().value();
          int room = largest - OVERHEAD - headers.bytes();
          if (length(key) + length(value) > room) {
            if (length(key) > room / 2) {
              headers.keyCutFrom(length(key));
              key = Arrays.copyOf(key, Math.max(0, room / 2));
            }
            int left = room - length(key);
            if (length(value) > left) {
              headers.valueCutFrom(length(value));
              value = Arrays.copyOf(value, Math.max(0, left));
            }
          }
          return new ProducerRecord<>(topic, null, key, value, headers.all());
        });
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  @Override
  public PCollection<ProducerRecord<byte[], byte[]>> expand(PCollection<T> elements) {
    return elements
        .apply(
            "ToRecord",
            MapElements.into(new TypeDescriptor<ProducerRecord<byte[], byte[]>>() {}).via(toRecord))
        .setCoder(PublishedRecordCoder.of())
        .apply("Unwindowed", Windowing.unwindowed());
  }
}
