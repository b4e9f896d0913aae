package io.hydrobeam.alert;

import static io.hydrobeam.alert.RigWatchTest.RIG;
import static io.hydrobeam.alert.RigWatchTest.alerts;
import static io.hydrobeam.alert.RigWatchTest.told;
import static io.hydrobeam.alert.RigWatchTest.warm;
import static io.hydrobeam.alert.RigWatchTest.watch;
import static io.hydrobeam.baseline.Rigs.START;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Feature;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.Bounds;
import io.hydrobeam.model.RigConfig.SensorSpec;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

/**
 * A run that is stopped in some second, and another that begins 70 s before that with what the
 * first has published: together they tell what one run tells that is never stopped.
 */
class RestartTest {
  private static final int READ_AGAIN = 70;
  private static final int[] STORY = {
    10, 20, 95, // raised, cleared
    24, 60, 95, // back in the cool-down, raised at its end
    90, 95, 95, 95, 105, 130, 105, 120, 95, 120, 130, 88, // escalated, eased, still there
    140, 143, 95, 146, 170, 130, // in the cool-down, and worse
    200, 330, 95, // reminded
    350, 352, 130, 400, 405, 88, // nothing
    440, 480, 130, // there at the end
  };

  private static CarriedAlerts carry(RigConfig rig, List<Alert> published) {
    var carry = new CarryAlerts(rig, false, 10_000, null);
    published.forEach(carry::add);
    return carry.carried();
  }

  private static List<Alert> publishedUntil(List<Alert> alerts, int second) {
    return alerts.stream().filter(a -> a.windowStartMillis() < START + second * 1_000L).toList();
  }

  private static List<FeatureVector> from(List<FeatureVector> rows, int second) {
    return rows.subList(Math.max(0, second), rows.size());
  }

  /** What others see of messages, each once. */
  private static SortedSet<String> seen(Stream<Alert> alerts) {
    return alerts
        .map(
            a ->
                String.format(
                    Locale.ROOT,
                    "%06d %s %s since %d %s",
                    (a.windowStartMillis() - START) / 1_000,
                    a.state(),
                    a.severity(),
                    (a.sinceMillis() - START) / 1_000,
                    a.id()))
        .collect(toCollection(TreeSet::new));
  }

  private static void assertNothingShows(
      List<FeatureVector> rows, List<Alert> all, int stop, String story) {
    var first = publishedUntil(all, stop);
    var second = watch(RIG, null, carry(RIG, first), List.of(from(rows, stop - READ_AGAIN)));
    assertThat(seen(Stream.concat(first.stream(), second.stream())))
        .as("%s, stopped in second %d", story, stop)
        .isEqualTo(seen(all.stream()));
    assertThat(publishedUntil(second, stop))
        .as("%s, stopped in second %d: what is told again", story, stop)
        .isEqualTo(
            first.stream()
                .filter(a -> a.windowStartMillis() >= START + (stop - READ_AGAIN) * 1_000L)
                .toList());
  }

  @Test
  void restartInAnySecondShowsInNoAlert() {
    var rows = warm(8, STORY);
    var all = alerts(rows);
    assertThat(all).extracting(Alert::state).contains(State.values());
    for (int stop = 1; stop < rows.size(); stop++) {
      assertNothingShows(rows, all, stop, "the story");
    }
  }

  @Test
  void restartChangesNoAlert() {
    for (int seed = 0; seed < 60; seed++) {
      var random = new Random(seed);
      var story = new ArrayList<Integer>();
      for (int second = 0; second < 300; ) {
        int end = second + 1 + random.nextInt(25);
        story.addAll(List.of(second, end, List.of(0, 0, 88, 95, 130).get(random.nextInt(5))));
        second = end;
      }
      var rows = warm(5, story.stream().mapToInt(i -> i).toArray());
      var all = alerts(rows);
      for (int trial = 0; trial < 20; trial++) {
        assertNothingShows(rows, all, 1 + random.nextInt(299), "seed " + seed);
      }
    }
  }

  @Test
  void severalRestartsInARowShowInNoAlert() {
    var rows = warm(8, STORY);
    var published = new ArrayList<Alert>();
    for (int stop = 15; stop <= 495; stop += 15) {
      var run = from(rows.subList(0, Math.min(stop, rows.size())), stop - 15 - READ_AGAIN);
      // Stopped: what is not yet told when the run ends is not told.
      published.addAll(watch(RIG, null, carry(RIG, published), List.of(run)));
    }
    assertThat(seen(published.stream())).isEqualTo(seen(alerts(rows).stream()));
  }

  @Test
  void alertBeforeGapKeepsIdOrIsCleared() {
    var published = publishedUntil(alerts(warm(1, 10, 60, 130)), 60);
    assertThat(told(published)).containsExactly("raised critical 12", "reminded critical 42");

    var over = watch(RIG, null, carry(RIG, published), List.of(from(warm(3), 120)));
    assertThat(told(over)).containsExactly("cleared critical 124");
    assertThat(over.get(0).id()).isEqualTo(published.get(0).id());
    assertThat(over.get(0).message())
        .contains(
            "too high of TS2 is over (it was there since 2025-11-08 14:30:10 UTC, for 33 s;"
                + " at worst 13");

    var there = watch(RIG, null, carry(RIG, published), List.of(from(warm(3, 0, 180, 95), 120)));
    assertThat(told(there))
        .containsExactly("reminded critical 120", "eased warning 124", "reminded warning 154");
    assertThat(there).extracting(Alert::id).containsOnly(published.get(0).id());
    assertThat(there.get(1).message())
        .contains("warning level of 90.0 °C (no longer critical; since 2025-11-08 14:30:10 UTC");
  }

  @Test
  void alertOfHoursIsCarriedByItsLastAndItsWorstMessage() {
    var rows = warm(200, 10, 600, 95, 600, 700, 130, 700, 11_500, 95);
    var published = publishedUntil(alerts(rows), 11_300);
    var carried = carry(RIG, published);
    // those of the last hour and the lateness, and two
    assertThat(carried.size()).isBetween(3_610 / 30, 3_610 / 30 + 3);

    var rest = watch(RIG, null, carried, List.of(from(rows, 11_300 - READ_AGAIN)));
    assertThat(rest).extracting(Alert::id).containsOnly(published.get(0).id());
    assertThat(rest.get(rest.size() - 1).state()).isEqualTo(State.CLEARED);
    assertThat(rest.get(rest.size() - 1).value()).isGreaterThan(120);
  }

  @Test
  void longClearedAlertIsNotCarried() {
    var published = alerts(warm(100, 10, 20, 95, 5_900, 5_910, 95));
    assertThat(published).hasSize(4);
    assertThat(carry(RIG, published).size()).isEqualTo(2);
    var other = alerts(warm(1, 10, 20, 95));
    assertThat(carry(RIG, other).size()).isEqualTo(2);
    assertThat(CarriedAlerts.NONE.size()).isZero();
  }

  @Test
  void stateIsBoundedForAnyInput() {
    var carry = new CarryAlerts(RIG, false, 10_000, null);
    Alert raised = alerts(warm(1, 10, 60, 95)).get(0);
    for (int day = 0; day < 2_000; day++) {
      for (State state : State.values()) {
        carry.add(at(raised, START + day * 86_400_000L + state.ordinal() * 1_000L, state));
      }
    }
    assertThat(carry.carried().size()).isEqualTo(State.values().length);
  }

  @Test
  void runFromATimeContinuesEarlierAlerts() {
    var rows = warm(200, 10, 300, 95, 11_000, 11_100, 95);
    var all = alerts(rows);
    var carry = new CarryAlerts(RIG, false, 0, Instant.ofEpochMilli(START + 100 * 1_000L));
    all.forEach(carry::add);
    assertThat(carry.carried().size()).isEqualTo(publishedUntil(all, 1_000).size());

    var again = watch(RIG, null, carry.carried(), List.of(from(rows, 100)));
    assertThat(seen(again.stream()))
        .isEqualTo(seen(all.stream().filter(a -> a.windowStartMillis() >= START + 100_000)));
  }

  @Test
  void changedLimitsStillClearOldAlertsWithoutDuplicates() {
    // raised within the seconds that are read again
    var rows = warm(3, 50, 120, 95);
    var published = publishedUntil(alerts(rows), 100);
    assertThat(told(published)).containsExactly("raised warning 52", "reminded warning 82");

    var lax = watch(warningAbove(110), null, carry(RIG, published), List.of(from(rows, 30)));
    assertThat(told(lax))
        .containsExactly("raised warning 52", "reminded warning 82", "cleared warning 83");
    var strict = watch(warningAbove(70), null, carry(RIG, published), List.of(from(rows, 30)));
    assertThat(lax).extracting(Alert::id).containsOnly(published.get(0).id());
    assertThat(strict).extracting(Alert::id).containsOnly(published.get(0).id());
  }

  private static RigConfig warningAbove(double level) {
    var sensors = new EnumMap<>(RIG.sensors());
    double none = Double.NEGATIVE_INFINITY;
    sensors.put(
        Sensor.TS2,
        new SensorSpec("°C", 1, new Bounds(none, none, none, level, 120, -none, none, level - 5)));
    return new RigConfig(
        sensors,
        RIG.pressures(),
        RIG.temperatures(),
        RIG.flows(),
        RIG.limits(),
        RIG.components(),
        RIG.detectors(),
        RIG.features(),
        RIG.alerts());
  }

  @Test
  void messageOfAClockThatWasAheadSilencesNothing() {
    var rows = warm(3, 50, 120, 95);
    var published = new ArrayList<>(publishedUntil(alerts(rows), 40));
    published.add(at(alerts(rows).get(0), START + 86_400_000, State.RAISED));
    var again = watch(RIG, null, carry(RIG, published), List.of(from(rows, 30)));
    assertThat(seen(again.stream())).isEqualTo(seen(alerts(rows).stream()));
  }

  @Test
  void typesThatTheRunCannotJudgeAreNotCarried() {
    Alert raised = alerts(warm(1, 10, 60, 95)).get(0);
    for (Type type : Type.values()) {
      var without = new CarryAlerts(RIG.with(Map.of()), false, 0, null);
      var with = new CarryAlerts(RIG, true, 0, null);
      without.add(of(raised, type));
      with.add(of(raised, type));
      boolean judged =
          !type.isAgainstBaseline()
              && type != Type.LOW_SAMPLE_RATE
              && type != Type.HIGH_SAMPLE_RATE;
      assertThat(without.carried().size()).as("%s", type).isEqualTo(judged ? 1 : 0);
      assertThat(with.carried().size()).as("%s", type).isEqualTo(1);
    }
  }

  @Test
  void rigsAndSignalsAreKeptApart() {
    Alert raised = alerts(warm(1, 10, 60, 95)).get(0);
    var carry = new CarryAlerts(RIG, false, 0, null);
    carry.add(raised);
    carry.add(with("rig-2", raised.type(), Feature.FLOW_MEAN, raised));
    var rest = watch(RIG, null, carry.carried(), List.of(from(warm(2), 60)));
    assertThat(told(rest)).containsExactly("cleared warning 64");
    assertThat(rest.get(0).id()).isEqualTo(raised.id());
  }

  @Test
  void theyTravelToTheExecutors() {
    var published = alerts(warm(1, 10, 20, 95));
    var copy = SerializableUtils.ensureSerializable(carry(RIG, published));
    assertThat(copy.size()).isEqualTo(2);
  }

  private static Alert at(Alert a, long start, State state) {
    return new Alert(
        a.rig(),
        0,
        start,
        start + 1_000,
        a.type(),
        a.sensor(),
        Severity.WARNING,
        a.value(),
        a.limit(),
        a.message(),
        state,
        a.sinceMillis(),
        null);
  }

  private static Alert of(Alert alert, Type type) {
    return with(alert.rig(), type, alert.sensor(), alert);
  }

  private static Alert with(String rig, Type type, Signal sensor, Alert a) {
    return new Alert(
        rig,
        a.cycle(),
        a.windowStartMillis(),
        a.windowEndMillis(),
        type,
        sensor,
        a.severity(),
        a.value(),
        a.limit(),
        a.message(),
        a.state(),
        a.sinceMillis(),
        a.component());
  }
}
