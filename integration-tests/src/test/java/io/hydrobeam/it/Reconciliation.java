package io.hydrobeam.it;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.it.DeadLetter.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What became of the messages of a run.
 *
 * @param messages all that were in the topics
 * @param used those that were not dead-lettered
 * @param letters the dead letters
 * @param table the rows
 */
record Reconciliation(
    List<ConsumerRecord<byte[], byte[]>> messages,
    List<ConsumerRecord<byte[], byte[]>> used,
    List<DeadLetter> letters,
    StoredTable table) {

  /**
   * Holds the table of a run against its topics: each message is in exactly one row or dead letter,
   * each dead letter is whole and gives the right reason, each row is right.
   */
  static Reconciliation of(Topics topics, String output) {
    var messages = topics.messages();
    var letters = topics.deadLetters();
    Map<Place, DeadLetter> unclaimed = letters.stream().collect(toMap(DeadLetter::source, l -> l));
    var used =
        messages.stream()
            .filter(message -> !isLetter(message, unclaimed.remove(Place.of(message))))
            .toList();
    assertThat(unclaimed).as("dead letters without a message").isEmpty();
    var table = StoredTable.read(output + "/streaming");
    Rows.assertSame(table.byKey(), ExpectedRows.of(used));
    long samples = table.rows().stream().mapToLong(Rows::samples).sum();
    assertThat(samples + letters.size()).isEqualTo(messages.size());
    return new Reconciliation(messages, used, letters, table);
  }

  private static boolean isLetter(ConsumerRecord<byte[], byte[]> message, DeadLetter letter) {
    Optional<String> malformed = Malformed.reason(message);
    if (letter == null) {
      assertThat(malformed).as("%s is in no dead letter", message).isEmpty();
      return false;
    }
    assertThat(letter.key()).isEqualTo(DeadLetter.text(message.key()));
    assertThat(letter.value()).isEqualTo(DeadLetter.text(message.value()));
    assertThat(letter.reason()).as("%s", letter).isEqualTo(malformed.orElse("late"));
    assertThat(letter.headers()).containsKey("detail");
    if (message.headers().lastHeader(Topics.TRACE.key()) != null) {
      assertThat(letter.headers()).containsKey(Topics.TRACE.key());
    }
    if (malformed.isEmpty()) {
      assertThat(Long.parseLong(letter.headers().get("lateness_ms"))).isGreaterThan(10_000);
    }
    return true;
  }

  /** The dead letters by their reasons. */
  Map<String, Long> lettersByReason() {
    var counts = new HashMap<String, Long>();
    letters.forEach(letter -> counts.merge(letter.reason(), 1L, Long::sum));
    return counts;
  }
}
