package io.hydrobeam.detect;

import static io.hydrobeam.baseline.Rigs.row;
import static io.hydrobeam.baseline.Rigs.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.baseline.Rigs;
import io.hydrobeam.baseline.Rigs.Fault;
import io.hydrobeam.features.Features;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class RecentCyclesTest {
  @Test
  void streamThatBeginsWithinACycleDoesNotKnowItsSecond() {
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
  void cycleWhoseSecondsAreAllThereIsKnown() {
    var cycles = new RecentCycles();
    var rows = rows(4, Fault.NONE);
    rows.subList(0, 59).forEach(row -> assertThat(cycles.observe(row).isPlaced()).isFalse());
    assertThat(cycles.observe(rows.get(59)).second()).isEqualTo(59);
  }

  @Test
  void firstRowThatComesLateMovesTheStart() {
    var cycles = new RecentCycles();
    cycles.observe(rows(4, Fault.NONE).get(59));
    var rows = rows(5, Fault.NONE);
    assertThat(cycles.observe(rows.get(1)).isPlaced()).isFalse();
    assertThat(cycles.observe(rows.get(0)).second()).isZero();
    assertThat(cycles.observe(rows.get(1)).second()).isEqualTo(1);
  }

  @Test
  void timeThatIsDecadesOffIsThatOfAnotherCycleOfTheNumber() {
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
  void rowsOfOneNumberThatAreDecadesApartAreTwoCycles() {
    var rows = rows(5, Fault.NONE);
    FeatureVector stray = row(5, Integer.MIN_VALUE, rows.get(0).snapshot().sensors());
    assertThat(CycleTrace.cyclesOf(List.of(rows.get(0), stray)))
        .extracting(CycleTrace::startMillis, CycleTrace::known)
        .containsExactly(
            tuple(stray.snapshot().windowStartMillis(), 1),
            tuple(rows.get(0).snapshot().windowStartMillis(), 1));
    assertThatThrownBy(() -> CycleTrace.of(List.of(rows.get(0), stray)))
        .hasMessageContaining("rows of 2 cycles");
  }

  /** The same row under another cycle number, as a counter that restarts gives it. */
  private static FeatureVector renumbered(FeatureVector row, int cycle) {
    RigSnapshot s = row.snapshot();
    return Features.of(
        new RigSnapshot(s.rig(), cycle, s.windowStartMillis(), s.windowEndMillis(), 0, s.sensors()),
        Rigs.RIG);
  }

  @Test
  void rowsOfRestartedCounterArePlaced() {
    var cycles = new RecentCycles();
    rows(0, Fault.NONE).forEach(cycles::observe);
    for (int cycle = 1; cycle < 20; cycle++) {
      var rows = rows(cycle, Fault.NONE);
      for (int second = 0; second < 60; second++) {
        var now = cycles.observe(renumbered(rows.get(second), cycle % 2));
        assertThat(now.isPlaced()).isTrue();
        assertThat(now.second()).isEqualTo(second);
      }
    }
  }

  @Test
  void shuffledRowsOfRestartedCounterArePlacedInTheirOwnCycle() {
    var rows = new ArrayList<FeatureVector>();
    for (int cycle = 0; cycle < 3; cycle++) {
      int number = cycle % 2;
      rows(cycle, Fault.NONE).forEach(row -> rows.add(renumbered(row, number)));
    }
    // Windows at most half a cycle out of order
    for (int from = 0; from + 30 <= rows.size(); from += 30) {
      Collections.shuffle(rows.subList(from, from + 30), new Random(from));
    }
    var cycles = new RecentCycles();
    rows.forEach(cycles::observe);
    assertThat(cycles.cycles())
        .extracting(seen -> seen.trace().cycle(), seen -> seen.trace().known())
        .containsExactly(tuple(0, 60), tuple(1, 60), tuple(0, 60));
  }

  @Test
  void rowsOfCounterThatStandsStillArePlacedInNoLaterCycle() {
    var cycles = new RecentCycles();
    var placed = new ArrayList<Observation>();
    for (int cycle = 0; cycle < 5; cycle++) {
      rows(cycle, Fault.NONE)
          .forEach(
              row -> {
                Observation now = cycles.observe(renumbered(row, 0));
                if (now.isPlaced()) {
                  placed.add(now);
                }
              });
    }
    assertThat(placed).extracting(Observation::second).containsExactly(59);
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
