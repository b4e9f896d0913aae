package io.hydrobeam.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

/** Windows of a second. */
class SamplingPhaseTest {
  private static final long SECOND = 1_000;

  private final SamplingPhase phase = new SamplingPhase(Duration.standardSeconds(1));

  /** Readings of so many seconds, one each at these milliseconds; what the last one tells. */
  private long read(int from, int to, long... phases) {
    long quiet = -1;
    for (int second = from; second < to; second++) {
      for (long milliseconds : phases) {
        quiet = phase.quietAtTheEnd(second * SECOND + milliseconds);
      }
    }
    return quiet;
  }

  @Test
  void secondIsOverForASensorThatHasSentItsOneReading() {
    read(0, 31, 100);
    assertThat(read(31, 200, 100)).isEqualTo(900);
  }

  @Test
  void nothingIsTakenForGrantedBeforeThirtyWindowsWereSeen() {
    assertThat(read(0, 30, 100)).isZero();
    assertThat(read(30, 31, 100)).isEqualTo(900);
  }

  @Test
  void latestOfSeveralRigsCounts() {
    read(0, 40, 0, 700, 300);
    assertThat(phase.quietAtTheEnd(40 * SECOND)).isEqualTo(300);
  }

  @Test
  void joiningSensorCountsAtOnceAndLeavingOneForThirtyWindows() {
    read(0, 40, 0);
    assertThat(read(40, 41, 0, 600)).isEqualTo(400);
    assertThat(read(41, 71, 0)).isEqualTo(400);
    assertThat(read(71, 101, 0)).isEqualTo(1_000);
  }

  @Test
  void fastSensorLeavesLittle() {
    for (int i = 0; i < 4_000; i++) {
      phase.quietAtTheEnd(i * 10L + 3);
    }
    assertThat(phase.quietAtTheEnd(40_003)).isEqualTo(7);
  }

  @Test
  void readingsThatComeInAnyOrderCountAsWell() {
    for (int i = 0; i < 100; i++) {
      phase.quietAtTheEnd(i * SECOND);
      phase.quietAtTheEnd((i - 5) * SECOND + 900);
    }
    assertThat(phase.quietAtTheEnd(100 * SECOND)).isEqualTo(100);
  }

  @Test
  void spanInWhichLittleWasReadTellsNothing() {
    read(0, 29, 0, 900);
    assertThat(read(1_000, 1_001, 0)).isZero();
    assertThat(read(2_000, 2_001, 0)).isEqualTo(100);
  }

  @Test
  void timesBeforeTheEpochLieInWindowsToo() {
    read(-100, -50, 250);
    assertThat(phase.quietAtTheEnd(-750)).isEqualTo(750);
  }
}
