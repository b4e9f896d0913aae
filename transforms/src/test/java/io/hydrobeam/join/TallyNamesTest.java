package io.hydrobeam.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class TallyNamesTest {
  private static IntervalWindow window(long second) {
    return new IntervalWindow(new Instant(second * 1_000), Duration.standardSeconds(1));
  }

  @Test
  void bundlesOfOneWindowHaveDifferentNamesAndWindowsShareThem() {
    var tallies = new TallyNames(10);
    String first = tallies.next(window(1));
    assertThat(tallies.next(window(1))).isNotEqualTo(first);
    assertThat(tallies.next(window(2))).isEqualTo(first);
    assertThat(new TallyNames(10).next(window(1))).as("another process").isNotEqualTo(first);
  }

  @Test
  void windowThatIsForgottenGetsNewNames() {
    var tallies = new TallyNames(2);
    var names = new HashSet<String>();
    for (int i = 0; i < 5; i++) {
      for (int second = 0; second < 3; second++) {
        assertThat(names.add(second + tallies.next(window(second)))).isTrue();
      }
    }
  }
}
