package io.hydrobeam.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.joda.time.Duration;
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
  void aReadingIsWrittenWhenTheFileThatHoldsItsRowIs(
      int window, int file, int reading, int closing) {
    Duration second = Duration.standardSeconds(1);
    var settings =
        new TimeSettings(
            second,
            second,
            second,
            second,
            null,
            second,
            Duration.standardSeconds(window),
            Duration.standardSeconds(file));
    assertThat(settings.closing(reading * 1_000L)).isEqualTo(closing * 1_000L);
  }
}
