package io.hydrobeam.pipeline.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Coder for records to publish. Unlike KafkaIO's coder, supports headers with null values, which
 * Kafka allows.
 */
final class PublishedRecordCoder extends AtomicCoder<ProducerRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;
  private static final PublishedRecordCoder INSTANCE = new PublishedRecordCoder();

  private static final Coder<String> TEXT = StringUtf8Coder.of();
  private static final Coder<Integer> COUNT = VarIntCoder.of();
  private static final Coder<Integer> PARTITION = NullableCoder.of(VarIntCoder.of());
  private static final Coder<Long> TIMESTAMP = NullableCoder.of(VarLongCoder.of());
  private static final Coder<byte[]> BYTES = NullableCoder.of(ByteArrayCoder.of());

  private PublishedRecordCoder() {}

  /** Returns the stateless coder. */
  static PublishedRecordCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ProducerRecord<byte[], byte[]> record, OutputStream out) throws IOException {
    TEXT.encode(record.topic(), out);
    PARTITION.encode(record.partition(), out);
    TIMESTAMP.encode(record.timestamp(), out);
    BYTES.encode(record.key(), out);
    BYTES.encode(record.value(), out);
    Header[] headers = record.headers().toArray();
    COUNT.encode(headers.length, out);
    for (Header header : headers) {
      TEXT.encode(header.key(), out);
      BYTES.encode(header.value(), out);
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> decode(InputStream in) throws IOException {
    String topic = TEXT.decode(in);
    Integer partition = PARTITION.decode(in);
    Long timestamp = TIMESTAMP.decode(in);
    byte[] key = BYTES.decode(in);
    byte[] value = BYTES.decode(in);
    int count = COUNT.decode(in);
    var headers = new ArrayList<Header>(count);
    for (int i = 0; i < count; i++) {
      headers.add(new RecordHeader(TEXT.decode(in), BYTES.decode(in)));
    }
    return new ProducerRecord<>(topic, partition, timestamp, key, value, headers);
  }
}
