package io.hydrobeam.pipeline.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.kafka.PartitionEnd;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenTransactionsTest {
  private static final TopicPartition PS1 = new TopicPartition("hydraulic-PS1", 0);
  private static final TopicPartition SE = new TopicPartition("hydraulic-SE", 0);

  private final OpenTransactions transactions = new OpenTransactions();

  private Set<TopicPartition> look(long seconds, PartitionEnd ps1, PartitionEnd se) {
    return transactions.take(Map.of(PS1, ps1, SE, se), seconds * 1_000);
  }

  private static PartitionEnd open(long stable) {
    return new PartitionEnd(2_000, stable);
  }

  private static PartitionEnd closed(long offset) {
    return new PartitionEnd(offset, offset);
  }

  @Test
  void transactionThatStaysOpenIsWarnedOfOnce() {
    assertThat(look(0, open(100), closed(7))).isEmpty();
    assertThat(look(29, open(100), closed(8))).isEmpty();
    assertThat(look(30, open(100), closed(9))).containsExactly(PS1);
    assertThat(look(60, open(100), closed(9))).isEmpty();
  }

  @Test
  void shortTransactionsOneAfterTheOtherAreNotWarnedOf() {
    for (int i = 0; i < 20; i++) {
      assertThat(look(10 * i, open(100 + i), closed(7))).isEmpty();
    }
  }

  @Test
  void nextTransactionThatStaysOpenIsWarnedOfAgain() {
    look(0, open(100), closed(7));
    assertThat(look(30, open(100), closed(7))).containsExactly(PS1);
    look(40, closed(2_000), closed(7));
    look(50, open(1_000), closed(7));
    assertThat(look(79, open(1_000), closed(7))).isEmpty();
    assertThat(look(80, open(1_000), closed(7))).containsExactly(PS1);
  }
}
