package io.hydrobeam.pipeline.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockSetBackTest {
  private static final long NOW = 1_762_612_245_000L;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final ClockSetBack clock = new ClockSetBack();

  private long look(long wallMillis, long nanos) {
    return clock.look(nanos, wallMillis, nanos);
  }

  @Test
  void pauseBetweenTheClocksIsNoChange() {
    look(NOW, 0);
    assertThat(clock.look(5 * SECOND_NANOS, NOW + 35_000, 35 * SECOND_NANOS)).isZero();
    assertThat(look(NOW + 40_000, 40 * SECOND_NANOS)).isZero();
  }

  @Test
  void clockThatGoesOnOrIsSetAheadIsFine() {
    assertThat(look(NOW, -7 * SECOND_NANOS)).isZero();
    assertThat(look(NOW + 5_000, -2 * SECOND_NANOS)).isZero();
    assertThat(look(NOW + 3_605_000, 3 * SECOND_NANOS)).isZero();
  }

  @Test
  void littleIsTolerated() {
    look(NOW, 0);
    assertThat(look(NOW - 5_000, 5 * SECOND_NANOS)).isZero();
  }

  @Test
  void clockSetBackAnHourIsReportedOnce() {
    look(NOW, 0);
    assertThat(look(NOW - 3_595_000, 5 * SECOND_NANOS)).isEqualTo(3_600_000);
    assertThat(look(NOW - 3_590_000, 10 * SECOND_NANOS)).isZero();
  }
}
