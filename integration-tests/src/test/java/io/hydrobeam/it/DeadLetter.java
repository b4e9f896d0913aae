package io.hydrobeam.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A message that was dead-lettered.
 *
 * @param source where the headers say that it was read
 * @param key its key
 * @param value its bytes
 * @param headers all headers by name
 */
record DeadLetter(Place source, String key, String value, Map<String, String> headers) {
  /** A place in Kafka. */
  record Place(String topic, int partition, long offset) {
    static Place of(ConsumerRecord<?, ?> message) {
      return new Place(message.topic(), message.partition(), message.offset());
    }
  }

  static DeadLetter of(ConsumerRecord<byte[], byte[]> letter) {
    Map<String, String> headers =
        StreamSupport.stream(letter.headers().spliterator(), false)
            .collect(Collectors.toMap(Header::key, header -> new String(header.value(), UTF_8)));
    return new DeadLetter(
        new Place(
            headers.get("source_topic"),
            Integer.parseInt(headers.get("source_partition")),
            Long.parseLong(headers.get("source_offset"))),
        text(letter.key()),
        text(letter.value()),
        headers);
  }

  /** Why it was not used. */
  String reason() {
    return headers.get("reason");
  }

  static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, UTF_8);
  }
}
