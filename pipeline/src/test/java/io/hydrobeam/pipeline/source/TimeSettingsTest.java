package io.hydrobeam.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeSettingsTest {
  @ParameterizedTest
  @CsvSource({
    // window, file, reading, closing: seconds
    "1, 1, 0, 1",
    "1, 1, 59, 60",
    "1, 60, 0, 60",
    "1, 60, 59, 60",
    "1, 60, 60, 120",
    "7, 60, 55, 60",
    "7, 60, 57, 120",
    "60, 60, -1, 0"
  })
  void readingIsWrittenWhenTheFileThatHoldsItsRowIs(
      int window, int file, int reading, int closing) {
    assertThat(settings(window, file).closing(reading * 1_000L)).isEqualTo(closing * 1_000L);
  }

  @ParameterizedTest
  @CsvSource({
    // window, seconds; reading, watermark, milliseconds
    "1, 5000, 5999, false",
    "1, 5000, 6999, false",
    "1, 5000, 7000, true",
    "1, 5999, 6999, false",
    "1, 5999, 7000, true",
    "7, 6999, 7999, false",
    "7, 6999, 8000, true",
    "7, 7000, 14999, false",
    "7, -1, 1000, true"
  })
  void readingAfterAllowedLatenessIsTooLate(
      int window, long reading, long watermark, boolean isTooLate) {
    TimeSettings settings = settings(window, 60);
    assertThat(settings.isTooLate(reading, watermark)).isEqualTo(isTooLate);
    // The rule by which runners drop.
    var beams = FixedWindows.of(settings.window()).assignWindow(new Instant(reading));
    assertThat(beams.maxTimestamp().plus(settings.allowedLateness()))
        .matches(gone -> gone.isBefore(new Instant(watermark)) == isTooLate);
  }

  /** Seconds, all others one. */
  @Test
  void sampleIsFromTheFutureByTheTimeAtWhichItCame() {
    TimeSettings settings = settings(1, 1);
    long now = 1_800_000_000_000L;
    long hour = 3_600_000;
    assertThat(settings.fromTheFuture(now + hour, now, now)).isZero();
    assertThat(settings.fromTheFuture(now + hour + 1, now, now)).isEqualTo(hour + 1);
    assertThat(settings.fromTheFuture(now, now - 8 * hour, now))
        .as("read later")
        .isEqualTo(8 * hour);
    assertThat(settings.fromTheFuture(now + 8 * hour, now + 8 * hour, now)).isEqualTo(8 * hour);
    assertThat(settings.fromTheFuture(now, -1, now)).as("no timestamp").isZero();
    assertThat(settings.fromTheFuture(0, now, now)).isZero();
  }

  private static TimeSettings settings(int window, int file) {
    Duration second = Duration.standardSeconds(1);
    return new TimeSettings(
        second,
        second,
        second,
        second,
        Duration.standardHours(1),
        null,
        second,
        Duration.standardSeconds(window),
        Duration.standardSeconds(file));
  }
}
