package io.hydrobeam.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

class WindowingTest {
  @Test
  void windowHasALengthAndNoNegativeLateness() {
    assertThatThrownBy(() -> new Windowing(Duration.ZERO, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Windowing(Duration.millis(1), Duration.millis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Windowing(Duration.millis(1), Duration.ZERO).over(Duration.millis(7)))
        .isEqualTo(new Windowing(Duration.millis(7), Duration.ZERO));
  }
}
