package io.hydrobeam.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CycleRuleTest {
  private static final long LENGTH = 60_000;

  private static List<Long> starts(LongStream seconds) {
    var windows = new TreeSet<Long>();
    seconds.forEach(second -> windows.add(second * 1_000));
    return CycleRule.starts(windows, LENGTH);
  }

  @Test
  void windowsWithinOneLengthAreOneCycle() {
    assertThat(starts(LongStream.range(0, 60))).containsExactly(0L);
    assertThat(starts(LongStream.rangeClosed(0, 60))).containsExactly(0L);
    assertThat(starts(LongStream.empty())).isEmpty();
  }

  @Test
  void restartedCounterBeginsAnotherCycle() {
    assertThat(starts(LongStream.concat(LongStream.range(0, 60), LongStream.range(120, 180))))
        .containsExactly(0L, 120_000L);
  }

  @Test
  void counterThatStandsStillIsCutByLength() {
    assertThat(starts(LongStream.range(0, 183))).containsExactly(0L, 61_000L, 122_000L);
  }

  @Test
  void timesBefore1970AreCutAlike() {
    assertThat(starts(LongStream.of(-70, -10, -9))).containsExactly(-70_000L, -9_000L);
  }
}
