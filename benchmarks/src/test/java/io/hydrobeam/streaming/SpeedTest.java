package io.hydrobeam.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedTest {
  @Test
  void startCountsForTheWholeRunOnly() {
    // Ten seconds until the first row, then a row each 100 ms.
    var speed = Speed.of(rows(), 0);

    assertThat(speed.whole()).isEqualTo(95_000 / 19.4);
    assertThat(speed.warm()).isEqualTo(10_000);
  }

  @Test
  void lastRowsWhichComeByWaitingDoNotCount() {
    var speed = Speed.of(rows(), 0);

    assertThat(speed)
        .extracting(Speed::rows, Speed::samples, Speed::done, Speed::lastMillis)
        .containsExactly(100, 100_000L, 95_000L, 19_400L);
  }

  private static List<Appearance> rows() {
    var rows = new ArrayList<Appearance>();
    for (int i = 0; i < 100; i++) {
      long waiting = i < 95 ? 0 : 30_000;
      rows.add(new Appearance(10_000 + 100L * i + waiting, 1_000L * i, 1_000));
    }
    return rows;
  }
}
