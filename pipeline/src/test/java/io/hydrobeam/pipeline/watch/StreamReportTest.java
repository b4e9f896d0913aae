package io.hydrobeam.pipeline.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamReportTest {
  @Test
  void ratesAreThoseSinceTheLineBefore() {
    assertThat(StreamReport.line(States.full(10, 10_000, 500), States.full(20, 25_000, 1_700)))
        .isEqualTo(
            "in 1,500/s, read 120/s, lag 1,235, watermark 2.4 s behind, batch 0.35 s, 2 waiting,"
                + " 7 unaccounted; 1,700 samples read, 700 in rows, 20 late, 3 malformed, 10"
                + " duplicate, 967 open; 9 rows, 4 anomalies, 2 alerts");
  }

  @Test
  void unknownValueIsDash() {
    assertThat(StreamReport.line(States.bare(), States.full(10, 10_000, 500)))
        .startsWith("in -/s, read 50/s, lag 1,235,");
    assertThat(StreamReport.line(States.bare(), States.bare()))
        .startsWith(
            "in -/s, read -/s, lag -, watermark - s behind, batch - s, - waiting, - unaccounted;");
  }
}
