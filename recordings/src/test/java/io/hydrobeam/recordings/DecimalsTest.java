package io.hydrobeam.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "151.19, 151.19",
    "-3.5, -3.5",
    "100.6, 100.6",
    "2944, 2944",
    "0.001, 0.001",
    "-0.25, -0.25",
    "1e-7, 1.0E-7",
    "12345678901234567, 1.2345678901234568E16",
    "+2.50, 2.5"
  })
  void numbersAreReadAndWrittenAsShortAsTheyCanBe(String text, String written) {
    assertThat(text(parse(text))).isEqualTo(written);
  }

  @Test
  void everyNumberReadsBackTheSame() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      double measured = Math.rint(random.nextDouble(-300, 3000) * 1000) / 1000;
      double mean = random.nextDouble(200);
      for (double value : new double[] {any, measured, mean}) {
        if (Double.isFinite(value)) {
          assertThat(parse(text(value))).isEqualTo(value).isEqualTo(Double.valueOf(text(value)));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"''", "-", ".", "1..2", "abc", "NaN", "Infinity", "1d", "0x10", "1e999", "1 2"})
  void nonFiniteNumberIsRefused(String text) {
    assertThat(parse(text)).isNaN();
  }

  private static double parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Decimals.parse(bytes, 0, bytes.length);
  }

  private static String text(double value) {
    byte[] bytes = new byte[40];
    return new String(bytes, 0, Decimals.write(value, bytes, 0), StandardCharsets.US_ASCII);
  }
}
