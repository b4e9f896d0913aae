package io.hydrobeam.pipeline.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class SampleReconciliationTest {
  private final SampleReconciliation accounts = new SampleReconciliation(Duration.ofSeconds(60));
  private long now;

  /** What stays after so many batches of a second. */
  private OptionalLong after(int batches, IntToLongFunction difference) {
    OptionalLong stays = OptionalLong.empty();
    for (int i = 0; i < batches; i++) {
      now += 1_000;
      stays = accounts.take(difference.applyAsLong(i), now);
    }
    return stays;
  }

  @Test
  void nothingIsSaidBeforeTheGraceIsOver() {
    assertThat(after(60, i -> 5)).isEmpty();
    assertThat(after(1, i -> 5)).hasValue(5);
  }

  @Test
  void nothingIsSaidOfFewBatchesHoweverLongTheyTake() {
    for (int i = 0; i < 10; i++) {
      now += 30_000;
      assertThat(accounts.take(5, now)).isEmpty();
    }
    assertThat(accounts.take(5, now + 30_000)).hasValue(5);
  }

  @Test
  void batchThatHasBegunHidesNoLossAndMakesNone() {
    assertThat(after(100, i -> i % 3 == 0 ? -8_000 : 0)).hasValue(0);
    assertThat(after(100, i -> i % 3 == 0 ? -8_000 : 12)).hasValue(12);
  }

  @Test
  void differenceOfAMomentDoesNotStay() {
    assertThat(after(100, i -> i > 50 && i < 70 ? 728 : 0)).hasValue(0);
  }

  @Test
  void lossesThatGoOnAreSeenBeforeTheyEnd() {
    assertThat(after(200, i -> i).getAsLong()).isGreaterThan(100);
  }

  @Test
  void doubleCountIsLastingMinimum() {
    assertThat(after(100, i -> i % 3 == 0 ? -8_000 : -40)).hasValue(-40);
  }

  @Test
  void recoveredLossIsCleared() {
    assertThat(after(100, i -> 12)).hasValue(12);
    assertThat(after(60, i -> 0)).hasValue(0);
  }
}
