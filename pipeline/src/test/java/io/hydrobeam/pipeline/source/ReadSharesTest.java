package io.hydrobeam.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReadSharesTest {
  private static final TopicPartition PS1 = new TopicPartition("hydraulic-PS1", 0);
  private static final TopicPartition SE = new TopicPartition("hydraulic-SE", 0);

  private final ReadShares shares = new ReadShares(Map.of(PS1, 1_000L, SE, 50L));

  @Test
  void nothingIsReadWhileNobodyKnowsHowMuchThereIs() {
    assertThat(shares.of(PS1)).isZero();
    shares.read(PS1, 1_100);
    assertThat(shares.of(PS1)).isZero();
  }

  @Test
  void shareIsOfWhatThereIsFromTheStartOn() {
    shares.endAt(Map.of(PS1, 1_400L, SE, 50L));
    assertThat(shares.of(PS1)).isZero();
    assertThat(shares.of(SE)).as("there is nothing").isEqualTo(1);
    shares.read(PS1, 1_100);
    assertThat(shares.of(PS1)).isEqualTo(0.25);
    shares.endAt(Map.of(PS1, 1_200L));
    assertThat(shares.of(PS1)).isEqualTo(0.5);
    shares.read(PS1, 1_300);
    assertThat(shares.of(PS1)).as("past the end that was told").isEqualTo(1);
  }

  @Test
  void marksOfTransactionsAreNoRecords() {
    assertThat(shares.endOfRecords(PS1, 1_400)).isEqualTo(1_400);
    shares.read(PS1, 1_398);
    shares.nothingBefore(PS1, 1_400);
    assertThat(shares.endOfRecords(PS1, 1_400)).isEqualTo(1_398);
    assertThat(shares.endOfRecords(PS1, 1_401)).as("one record more").isEqualTo(1_401);
    shares.nothingBefore(SE, 60);
    assertThat(shares.endOfRecords(SE, 60)).as("marks alone").isEqualTo(50);
  }

  @Test
  void partitionIsReadUpToAnOffsetOnceNoRecordBeforeItIsLeft() {
    assertThat(shares.isReadUpTo(PS1, 1_000)).isTrue();
    assertThat(shares.isReadUpTo(PS1, 1_001)).isFalse();
    shares.read(PS1, 1_200);
    assertThat(shares.isReadUpTo(PS1, 1_200)).isTrue();
    assertThat(shares.isReadUpTo(PS1, 1_201)).isFalse();
  }

  @Test
  void marksAndAbortedRecordsArePassedOnceAllBeforeThemIsTaken() {
    shares.openAt(PS1, 1_000);
    assertThat(shares.passed(PS1, -1)).isEqualTo(-1);
    shares.nothingBefore(PS1, 1_490);
    assertThat(shares.passed(PS1, -1)).as("aborted records alone").isEqualTo(1_490);
    shares.read(PS1, 1_500);
    shares.nothingBefore(PS1, 1_501);
    assertThat(shares.passed(PS1, 1_499)).as("one is on its way").isEqualTo(-1);
    assertThat(shares.passed(PS1, 1_500)).isEqualTo(1_501);
  }

  @Test
  void reopenedReaderStartsWithoutShares() {
    shares.openAt(PS1, 1_000);
    shares.read(PS1, 1_500);
    shares.nothingBefore(PS1, 1_600);
    shares.openAt(PS1, 1_200);
    assertThat(shares.passed(PS1, -1)).isEqualTo(-1);
    shares.read(PS1, 1_300);
    assertThat(shares.passed(PS1, 1_300)).isEqualTo(-1);
    shares.nothingBefore(PS1, 1_600);
    assertThat(shares.passed(PS1, 1_300)).isEqualTo(1_600);
  }

  @Test
  void partitionWithoutRecordsIsPassedFromItsStartOn() {
    shares.nothingBefore(SE, 60);
    assertThat(shares.passed(SE, -1)).isEqualTo(60);
  }
}
