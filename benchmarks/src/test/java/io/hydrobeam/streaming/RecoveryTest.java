package io.hydrobeam.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A rig played at ten times its speed, from 0 on the wall clock, with event times from 100 s on.
 */
class RecoveryTest {
  private static final Sending SENDING = new Sending(0, 100_000, 10, 600);

  /** A row of the window that ends so many seconds after the first sample. */
  private static Appearance row(long atMillis, long seconds) {
    return new Appearance(atMillis, 100_000 + seconds * 1000, 728);
  }

  @Test
  void rowsAreCurrentAfterTheLastThatWasLate() {
    var rows = List.of(row(20_000, 180), row(27_000, 210), row(30_001, 250), row(31_000, 270));
    assertThat(Recovery.of(rows, 21_000, SENDING)).isEqualTo(new Recovery(10, 4000));
    assertThat(Recovery.of(rows, 28_000, SENDING)).isEqualTo(new Recovery(3, 4000));
  }

  @Test
  void rowsFromBeforeTheFaultAndOfTheLastWindowsDoNotCount() {
    var rows = List.of(row(29_000, 0), row(30_000, 270), row(90_000, 591));
    assertThat(Recovery.of(rows, 29_001, SENDING)).isEqualTo(new Recovery(0.999, 3000));
  }

  @Test
  void valueThatIsNeverCurrentHasNoTime() {
    var rows = List.of(row(60_000, 300));
    assertThat(Recovery.of(rows, 21_000, SENDING)).isEqualTo(new Recovery(Double.NaN, Double.NaN));
  }
}
