package io.hydrobeam.pipeline.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.model.DeadLetter;
import io.hydrobeam.model.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Headers of a dead letter: the unchanged headers of the producer, then the headers of this
 * program. If the producer uses one of the program's names, all of the program's names begin with
 * {@value #PREFIX}. The prefix repeats as needed, since a dead letter that is sent again may fail
 * again.
 */
final class DeadLetterHeaders {
  static final String PREFIX = "hydrobeam_";

  private static final String REASON = "reason";
  private static final String DETAIL = "detail";
  private static final String SOURCE_TOPIC = "source_topic";
  private static final String SOURCE_PARTITION = "source_partition";
  private static final String SOURCE_OFFSET = "source_offset";
  private static final String LATENESS = "lateness_ms";
  private static final String AHEAD = "ahead_ms";
  private static final String VALUE_CUT = "cut_from_bytes";
  private static final String KEY_CUT = "key_cut_from_bytes";
  private static final String HEADERS_CUT = "headers_cut_from_bytes";
  private static final Set<String> NAMES =
      Set.of(
          REASON,
          DETAIL,
          SOURCE_TOPIC,
          SOURCE_PARTITION,
          SOURCE_OFFSET,
          LATENESS,
          AHEAD,
          VALUE_CUT,
          KEY_CUT,
          HEADERS_CUT);

  /**
   * Upper bound of the overhead of a header in Kafka's format, besides name and value, in bytes.
   */
  private static final int HEADER_OVERHEAD = 10;

  private final List<Header> headers = new ArrayList<>();
  private final String prefix;

  /**
   * Creates the headers of a dead letter. Headers of the producer are dropped if larger than {@code
   * largest}, in bytes; a header then reports their size.
   */
  DeadLetterHeaders(DeadLetter letter, int largest) {
    Message message = letter.message();
    message.headers().forEach(h -> headers.add(new RecordHeader(h.name(), h.value())));
    int ofProducer = bytes();
    if (ofProducer > largest) {
      headers.clear();
    }
    prefix = prefix(headers);
    add(REASON, letter.reason().label());
    add(DETAIL, letter.detail());
    add(SOURCE_TOPIC, message.topic());
    add(SOURCE_PARTITION, message.partition());
    add(SOURCE_OFFSET, message.offset());
    if (message.latenessMillis() > 0) {
      add(LATENESS, message.latenessMillis());
    }
    if (message.latenessMillis() < 0) {
      add(AHEAD, -message.latenessMillis());
    }
    if (ofProducer > largest) {
      add(HEADERS_CUT, ofProducer);
    }
  }

  private static String prefix(List<Header> ofProducer) {
    String prefix = "";
    while (clashes(ofProducer, prefix)) {
      prefix += PREFIX;
    }
    return prefix;
  }

  private static boolean clashes(List<Header> ofProducer, String prefix) {
    return ofProducer.stream()
        .map(Header::key)
        .anyMatch(
            name -> name.startsWith(prefix) && NAMES.contains(name.substring(prefix.length())));
  }

  /** Adds a header with the original length of a truncated key, in bytes. */
  void keyCutFrom(int bytes) {
    add(KEY_CUT, bytes);
  }

  /** Adds a header with the original length of a truncated value, in bytes. */
  void valueCutFrom(int bytes) {
    add(VALUE_CUT, bytes);
  }

  private void add(String name, Object value) {
    headers.add(new RecordHeader(prefix + name, value.toString().getBytes(UTF_8)));
  }

  /** Returns the size of the headers in a record, in bytes. */
  int bytes() {
    return headers.stream()
        .mapToInt(
            header ->
                HEADER_OVERHEAD
                    + header.key().getBytes(UTF_8).length
                    + (header.value() == null ? 0 : header.value().length))
        .sum();
  }

  /** Returns all headers in order. */
  List<Header> all() {
    return List.copyOf(headers);
  }
}
