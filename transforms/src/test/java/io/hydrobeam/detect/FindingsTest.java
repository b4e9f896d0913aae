package io.hydrobeam.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {
  @ParameterizedTest
  @CsvSource({
    "151, 151.0, 151.00",
    "0, 0.0, 0.00",
    "-0.04, 0.0, -0.04",
    "0.25, 0.3, 0.25",
    "151.194, 151.2, 151.19",
    "-3.456, -3.5, -3.46",
    "1234.567, 1234.6, 1234.57",
    "9999.996, 10000.0, 10000.0",
    "12345.678, 12345.7, 12345.7",
    "99999.96, 100000, 100000",
    "123456.7, 123457, 123457",
    "1234567.8, 1234570, 1234570",
    "-1234567.8, -1234570, -1234570",
    "123456789, 123457000, 123457000",
    "1234567890, 1.23457e+09, 1.23457e+09",
    "-1e300, -1.00000e+300, -1.00000e+300",
    "1.7976931348623157e308, 1.79769e+308, 1.79769e+308",
    "1e-300, 0.0, 0.00",
    "Infinity, Infinity, Infinity",
    "NaN, NaN, NaN"
  })
  void numbersHaveAtMostSixSignificantDigits(double value, String number, String exact) {
    var before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("fa-IR"));
      assertThat(Findings.number(value)).isEqualTo(number);
      assertThat(Findings.exact(value)).isEqualTo(exact);
    } finally {
      Locale.setDefault(before);
    }
  }
}
