package io.hydrobeam.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.kafka.AlertsNeeded.Sample;
import io.hydrobeam.model.AlertRules;
import io.hydrobeam.model.AlertRules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** Of partitions with a message a second: 86,400 a day, of which a day and three hours count. */
class AlertsNeededTest {
  private static final long DAY = 86_400;
  private static final AlertsNeeded NEEDED =
      AlertsNeeded.by(AlertRules.standard(), Duration.ofDays(1), null);

  private final AtomicInteger looks = new AtomicInteger();

  private long start(AlertsNeeded needed, long end, LongUnaryOperator time) {
    return start(needed, end, time, time);
  }

  /** Where reading begins in a partition with events and publishing at these seconds. */
  private long start(
      AlertsNeeded needed, long end, LongUnaryOperator event, LongUnaryOperator published) {
    looks.set(0);
    return needed.startIn(
        0,
        end,
        offset -> {
          looks.incrementAndGet();
          return Sample.of(
              event.applyAsLong(offset) * 1_000, published.applyAsLong(offset) * 1_000);
        });
  }

  @Test
  void shortPartitionIsReadWhole() {
    assertThat(start(NEEDED, 100_000, o -> o)).isZero();
    assertThat(looks).hasValue(0);
    assertThat(NEEDED.startIn(7, 7, offset -> null)).isEqualTo(7);
  }

  @Test
  void longPartitionIsSearchedWithFewReads() {
    long million = 1_000_000;
    long start = start(NEEDED, million, o -> o);
    assertThat(start)
        .isLessThan(million - DAY - 3 * 3_600)
        .isGreaterThanOrEqualTo(million - 200_000);
    assertThat(looks.get()).isLessThan(5);
    assertThat(start(NEEDED, 1_000_000_000, o -> o)).isEqualTo(1_000_000_000 - 100_000);
    assertThat(start(NEEDED, 1_000_000_000, o -> o / 100)).isEqualTo(1_000_000_000 - 12_800_000);
    assertThat(looks.get()).isLessThan(15);
  }

  @Test
  void longReminderOrTimeUntilRigIsGoneReachesFurtherBack() {
    var weekly = new Rule(0, 0, 0, 7 * DAY * 1_000);
    var rules = new AlertRules(0, AlertRules.standard().usual(), Map.of());
    var seldom = new AlertRules(0, weekly, Map.of());
    assertThat(AlertsNeeded.by(rules, Duration.ofHours(1), null).age())
        .isEqualTo(Duration.ofHours(4));
    assertThat(AlertsNeeded.by(seldom, Duration.ofHours(1), null).age())
        .isEqualTo(Duration.ofHours(7 * 24 + 3));
    assertThat(AlertsNeeded.by(rules, Duration.ofDays(9), null).age())
        .isEqualTo(Duration.ofHours(9 * 24 + 3));
  }

  @Test
  void nothingGrowsOldWhileNoStreamRuns() {
    // After an hour of events and three days of rest come others, published at once.
    long end = 300_000;
    assertThat(start(NEEDED, end, o -> o / 100, o -> o < end - 50_000 ? o : o + 3 * DAY)).isZero();
  }

  @Test
  void replayOfOldTimesHidesNothingBeforeIt() {
    // Days one to four, then some of day one again, then the present.
    long end = 600_000;
    assertThat(
            start(
                NEEDED,
                end,
                o -> o > 400_000 && o < 595_000 ? o - 350_000 : 400_000,
                o -> 400_000 + o / 10))
        .isZero();
  }

  @Test
  void clockThatIsAheadMakesNothingOld() {
    long million = 1_000_000;
    assertThat(start(NEEDED, million, o -> o == million - 1 ? o + 30 * DAY : o, o -> o))
        .isEqualTo(start(NEEDED, million, o -> o));
  }

  @Test
  void runFromTimeNeedsEarlierAlerts() {
    var atDayFive =
        AlertsNeeded.by(AlertRules.standard(), Duration.ofDays(1), Instant.ofEpochSecond(5 * DAY));
    assertThat(start(atDayFive, 20 * DAY, o -> o)).isLessThan(4 * DAY);
  }
}
