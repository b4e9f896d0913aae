package io.hydrobeam.anomaly;

import static io.hydrobeam.anomaly.Rigs.row;
import static io.hydrobeam.anomaly.Rigs.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.anomaly.Rigs.Fault;
import io.hydrobeam.model.FeatureVector;
import java.util.List;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class RecentCyclesTest {
  @Test
  void aStreamThatBeginsWithinACycleDoesNotKnowItsSecond() {
    var cycles = new RecentCycles();
    var rows = rows(4, Fault.NONE);
    rows.subList(20, 60).forEach(row -> assertThat(cycles.observe(row).isPlaced()).isFalse());
    var next = rows(5, Fault.NONE);
    for (int second = 0; second < 60; second++) {
      var now = cycles.observe(next.get(second));
      assertThat(now.isPlaced()).isTrue();
      assertThat(now.second()).isEqualTo(second);
    }
  }

  @Test
  void aCycleWhoseSecondsAreAllThereIsKnown() {
    var cycles = new RecentCycles();
    var rows = rows(4, Fault.NONE);
    rows.subList(0, 59).forEach(row -> assertThat(cycles.observe(row).isPlaced()).isFalse());
    assertThat(cycles.observe(rows.get(59)).second()).isEqualTo(59);
  }

  @Test
  void aFirstRowThatComesLateMovesTheStart() {
    var cycles = new RecentCycles();
    cycles.observe(rows(4, Fault.NONE).get(59));
    var rows = rows(5, Fault.NONE);
    assertThat(cycles.observe(rows.get(1)).isPlaced()).isFalse();
    assertThat(cycles.observe(rows.get(0)).second()).isZero();
    assertThat(cycles.observe(rows.get(1)).second()).isEqualTo(1);
  }

  @Test
  void aTimeThatIsDecadesOffIsThatOfAnotherCycleOfTheNumber() {
    var rows = rows(5, Fault.NONE);
    FeatureVector stray = row(5, Integer.MIN_VALUE, rows.get(0).snapshot().sensors());
    var strayFirst = new RecentCycles();
    strayFirst.observe(stray);
    var strayLast = new RecentCycles();
    strayLast.observe(rows(4, Fault.NONE).get(59));
    strayFirst.observe(rows(4, Fault.NONE).get(59));
    for (int second = 0; second < 60; second++) {
      assertThat(strayFirst.observe(rows.get(second)).second()).isEqualTo(second);
      assertThat(strayLast.observe(rows.get(second)).isPlaced()).isTrue();
      assertThat(strayLast.observe(stray).isPlaced()).isFalse();
    }
  }

  @Test
  void rowsOfOneNumberThatAreDecadesApartAreNoneOfEachOthersSeconds() {
    var rows = rows(5, Fault.NONE);
    FeatureVector stray = row(5, Integer.MIN_VALUE, rows.get(0).snapshot().sensors());
    CycleTrace trace = CycleTrace.of(List.of(stray, rows.get(0)));
    assertThat(trace.known()).isEqualTo(1);
    assertThat(trace.second(rows.get(0).snapshot())).isGreaterThanOrEqualTo(CycleTrace.SECONDS);
  }

  @Test
  void onlyThreeCyclesAreKeptAndTheyTravel() throws Exception {
    var cycles = new RecentCycles();
    for (int cycle = 1; cycle < 9; cycle++) {
      rows(cycle, Fault.NONE).subList(0, 40 + cycle).forEach(cycles::observe);
    }
    assertThat(cycles.cycles())
        .extracting(seen -> seen.trace().cycle())
        .isEqualTo(List.of(8, 7, 6));
    var coder = new RecentCyclesCoder();
    var copy = CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, cycles));
    assertThat(CoderUtils.encodeToByteArray(coder, copy))
        .isEqualTo(CoderUtils.encodeToByteArray(coder, cycles));
    assertThat(copy.cycles().get(0).trace().known()).isEqualTo(48);
    CoderProperties.coderSerializable(coder);
  }
}
