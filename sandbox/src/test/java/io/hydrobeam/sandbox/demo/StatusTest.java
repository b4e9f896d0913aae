package io.hydrobeam.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StatusTest {
  private static final Instant TIME = Instant.parse("2025-11-08T14:30:00Z");

  @Test
  void lineFitsATerminal() {
    Optional<Duration> delay = Optional.of(Duration.ofMillis(2345));
    assertThat(new Status(Duration.ofSeconds(62), 131_040, 180, 14, 133, 65, delay).line())
        .isEqualTo(
            "1:02  131,040 samples  180 rows  14 alerts  133 late  65 malformed  2.3 s behind")
        .hasSizeLessThanOrEqualTo(80);
  }

  @Test
  void withoutARowThereIsNoDelay() {
    Optional<Duration> delay = Status.delay(TIME, Optional.empty());
    assertThat(new Status(Duration.ZERO, 0, 0, 0, 0, 0, delay).line())
        .isEqualTo("0:00  0 samples  0 rows  0 alerts  0 late  0 malformed  no row yet");
  }

  @Test
  void delayIsThatOfTheNewestRowBehindTheNewestSample() {
    assertThat(Status.delay(TIME.plusSeconds(3), Optional.of(TIME)))
        .contains(Duration.ofSeconds(3));
    assertThat(Status.delay(TIME, Optional.of(TIME.plusSeconds(1)))).contains(Duration.ZERO);
  }
}
