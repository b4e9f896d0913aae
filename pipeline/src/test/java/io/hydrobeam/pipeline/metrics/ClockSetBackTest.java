package io.hydrobeam.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockSetBackTest {
  private static final long NOW = 1_762_612_245_000L;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final ClockSetBack clock = new ClockSetBack();

  @Test
  void aClockThatGoesOnOrIsSetAheadIsFine() {
    assertThat(clock.look(NOW, -7 * SECOND_NANOS)).isZero();
    assertThat(clock.look(NOW + 5_000, -2 * SECOND_NANOS)).isZero();
    assertThat(clock.look(NOW + 3_605_000, 3 * SECOND_NANOS)).isZero();
  }

  @Test
  void littleIsTolerated() {
    clock.look(NOW, 0);
    assertThat(clock.look(NOW - 5_000, 5 * SECOND_NANOS)).isZero();
  }

  @Test
  void anHourBackIsToldOnce() {
    clock.look(NOW, 0);
    assertThat(clock.look(NOW - 3_595_000, 5 * SECOND_NANOS)).isEqualTo(3_600_000);
    assertThat(clock.look(NOW - 3_590_000, 10 * SECOND_NANOS)).isZero();
  }
}
