package io.hydrobeam.pipeline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.Message;
import io.hydrobeam.pipeline.table.Table;
import io.hydrobeam.window.Windowing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.io.kafka.ProducerRecordCoder;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Elements in, for each the record that is published of it out.
 *
 * @param <T> what is published
 */
public final class ToRecords<T>
    extends PTransform<PCollection<T>, PCollection<ProducerRecord<byte[], byte[]>>> {
  private static final long serialVersionUID = 1L;
  private static final String CUT_HEADER = "cut_from_bytes";
  private static final String KEY_CUT_HEADER = "key_cut_from_bytes";

  /** What Kafka's format takes of a batch with one record, generously; compression may not help. */
  private static final int OVERHEAD = 1_024;

  private static final NullableCoder<byte[]> BYTES = NullableCoder.of(ByteArrayCoder.of());

  private final SerializableFunction<T, ProducerRecord<byte[], byte[]>> toRecord;

  private ToRecords(SerializableFunction<T, ProducerRecord<byte[], byte[]>> toRecord) {
    this.toRecord = toRecord;
  }

  /** Rows of this table as JSON, keyed by rig. */
  public static <T> ToRecords<T> ofRows(String topic, Table<T> table) {
    return new ToRecords<>(
        element -> {
          var row = table.record(element);
          return new ProducerRecord<>(
              topic, row.get("rig").toString().getBytes(UTF_8), JsonRows.encode(row));
        });
  }

  /**
   * Dead letters: key and value as they came, and headers that say what is wrong and where the
   * message was read, {@code reason}, {@code detail}, {@code source_topic}, {@code
   * source_partition}, {@code source_offset} and for a late sample {@code lateness_ms}. What would
   * be refused for its size is cut, a key to half of the room and the value to what is left, and
   * the headers {@code key_cut_from_bytes} and {@code cut_from_bytes} have their lengths; the
   * source still holds them.
   *
   * @param largestMessage what the topic takes, in bytes; the producer takes no more than 16 MiB
   */
  public static ToRecords<DeadLetter> ofDeadLetters(String topic, int largestMessage) {
    int largest = Math.min(largestMessage, PublishRecords.LARGEST_REQUEST);
    return new ToRecords<>(
        letter -> {
          Message message = letter.message();
          List<Header> headers = headers(letter);
          byte[] key = message.key();
          byte[] value = message.value();
          int room = largest - OVERHEAD - size(headers);
          if (length(key) + length(value) > room) {
            key = cut(key, room / 2, KEY_CUT_HEADER, headers);
            value = cut(value, room - length(key), CUT_HEADER, headers);
          }
          return new ProducerRecord<>(topic, null, key, value, headers);
        });
  }

  private static byte @Nullable [] cut(
      byte @Nullable [] bytes, int room, String header, List<Header> headers) {
    if (bytes == null || bytes.length <= room) {
      return bytes;
    }
    headers.add(header(header, bytes.length));
    return Arrays.copyOf(bytes, Math.max(0, room));
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static int size(List<Header> headers) {
    return headers.stream().mapToInt(h -> h.key().length() + h.value().length).sum();
  }

  @Override
  public PCollection<ProducerRecord<byte[], byte[]>> expand(PCollection<T> elements) {
    return elements
        .apply(
            "ToRecord",
            MapElements.into(new TypeDescriptor<ProducerRecord<byte[], byte[]>>() {}).via(toRecord))
        .setCoder(ProducerRecordCoder.of(BYTES, BYTES))
        .apply("Unwindowed", Windowing.unwindowed());
  }

  private static List<Header> headers(DeadLetter letter) {
    Message message = letter.message();
    var headers = new ArrayList<Header>();
    headers.add(header("reason", letter.reason().label()));
    headers.add(header("detail", letter.detail()));
    headers.add(header("source_topic", message.topic()));
    headers.add(header("source_partition", message.partition()));
    headers.add(header("source_offset", message.offset()));
    if (message.latenessMillis() > 0) {
      headers.add(header(EventTimePolicies.LATENESS_HEADER, message.latenessMillis()));
    }
    if (message.latenessMillis() < 0) {
      headers.add(header("ahead_ms", -message.latenessMillis()));
    }
    return headers;
  }

  private static Header header(String name, Object value) {
    return new RecordHeader(name, value.toString().getBytes(UTF_8));
  }
}
