package io.hydrobeam.alert;

import static io.hydrobeam.alert.RigWatchTest.RIG;
import static io.hydrobeam.alert.RigWatchTest.told;
import static io.hydrobeam.alert.RigWatchTest.warm;
import static io.hydrobeam.baseline.Rigs.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.alert.RigRoster.Sighting;
import io.hydrobeam.alert.RigWatch.WatchContext;
import io.hydrobeam.detect.Detectors;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.AlertRules;
import io.hydrobeam.model.AlertRules.Rule;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.IdleReport;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.Levels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

/** Silent for 60 s is a warning, for 600 s critical; gone after an hour, reminder after 1000 s. */
class RigSilenceTest {
  private static final long PATIENCE = 12_000;
  private static final long HOUR = 3_600_000;
  private static final RigConfig RARELY =
      RIG.with(new AlertRules(PATIENCE, new Rule(3_000, 5_000, 20_000, 1_000_000), Map.of()));

  private static WatchContext judge(CarriedAlerts carried, RigConfig rig) {
    return new WatchContext(
        rig, Detectors.withoutBaseline(rig), null, carried, Silence.of(rig, HOUR));
  }

  private static RigTick at(int second, int silentSince) {
    return new RigTick(START + second * 1_000L + PATIENCE, START + silentSince * 1_000L);
  }

  /** Ticks at each of these seconds, with the watch encoded and decoded in between. */
  private static List<Alert> tick(
      RigWatch watch, WatchContext judge, int silentSince, int... seconds) throws CoderException {
    var alerts = new ArrayList<Alert>();
    for (int second : seconds) {
      alerts.addAll(watch.tick("rig-1", at(second, silentSince), judge).alerts());
    }
    return alerts;
  }

  private static RigWatch copy(RigWatch watch) throws CoderException {
    var coder = new RigWatchCoder();
    return CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, watch));
  }

  private static List<FeatureVector> rows(int from, int to) {
    return warm(100).subList(from, to);
  }

  private static CarriedAlerts carry(List<Alert> published) {
    var carry = new CarryAlerts(RARELY, false, 10_000, null);
    published.forEach(carry::add);
    return carry.carried();
  }

  @Test
  void silenceIsRaisedEscalatedAndRemindedInEventTime() throws Exception {
    var watch = new RigWatch();
    WatchContext judge = judge(CarriedAlerts.NONE, RARELY);
    assertThat(watch.take(rows(0, 10), judge).alerts()).isEmpty();
    assertThat(tick(watch, judge, 10, 69)).isEmpty();
    var alerts = tick(copy(watch), judge, 10, 70, 71, 609, 610, 2_000);
    assertThat(told(alerts))
        .containsExactly("raised warning 69", "escalated critical 609", "reminded critical 1670");
    assertThat(alerts).extracting(Alert::type).containsOnly(Type.RIG_SILENT);
    assertThat(alerts).extracting(Alert::sinceMillis).containsOnly(START + 10_000);
    assertThat(alerts).extracting(Alert::id).containsOnly(alerts.get(0).id());
    assertThat(alerts.get(0).value()).isEqualTo(60);
    assertThat(alerts.get(0).limit()).isEqualTo(60);
    assertThat(alerts.get(0).message())
        .isEqualTo(
            "Rig rig-1: no sample of any sensor has come for 1 min 0 s; check its power, its"
                + " controller and its connection (since 2025-11-08 14:30:10 UTC, for 1 min 0 s)");
  }

  @Test
  void silenceAlertsAreEqualByTickAndByRow() throws Exception {
    WatchContext judge = judge(CarriedAlerts.NONE, RARELY);
    var often = new RigWatch();
    var told = new ArrayList<>(often.take(rows(0, 10), judge).alerts());
    for (int second = 11; second < 3_000; second++) {
      told.addAll(tick(often, judge, 10, second));
    }
    told.addAll(often.take(rows(3_000, 3_030), judge).alerts());
    told.addAll(often.finish(List.of(), judge).alerts());

    var once = new RigWatch();
    var atOnce = new ArrayList<>(once.take(rows(0, 10), judge).alerts());
    atOnce.addAll(once.take(rows(3_000, 3_030), judge).alerts());
    atOnce.addAll(once.finish(List.of(), judge).alerts());
    assertThat(told).isEqualTo(atOnce);
    assertThat(told(told)).endsWith("cleared critical 3004");
  }

  @Test
  void rowsThatWaitAreJudgedBeforeTheSilenceBehindThem() throws Exception {
    WatchContext judge = judge(CarriedAlerts.NONE, RIG);
    var watch = new RigWatch();
    var all = warm(1, 5, 30, 95);
    watch.take(List.of(all.get(0)), judge);
    // Second 1 is missing.
    var alerts = new ArrayList<>(watch.take(all.subList(2, 9), judge).alerts());
    assertThat(alerts).isEmpty();
    alerts.addAll(tick(watch, judge, 9, 20));
    assertThat(told(alerts)).containsExactly("raised warning 7");
    alerts.addAll(tick(watch, judge, 9, 69));
    assertThat(told(alerts)).containsExactly("raised warning 7", "raised warning 68");
  }

  @Test
  void lateRowsOfSilenceClearTheAlertOnceCaughtUp() throws Exception {
    WatchContext judge = judge(CarriedAlerts.NONE, RARELY);
    var watch = new RigWatch();
    watch.take(rows(0, 10), judge);
    var raised = tick(watch, judge, 10, 80);
    assertThat(told(raised)).containsExactly("raised warning 69");
    // The gateway was away, and now sends all that it kept.
    watch = copy(watch);
    assertThat(watch.take(rows(10, 60), judge).alerts()).isEmpty();
    var alerts = watch.take(rows(60, 120), judge).alerts();
    assertThat(told(alerts)).containsExactly("cleared warning 74");
    assertThat(alerts.get(0).id()).isEqualTo(raised.get(0).id());
  }

  @Test
  void silenceOfRigWithoutTheDetectorIsNotAlerted() throws Exception {
    RigConfig off = RARELY.with(Map.of(Type.LOW_SAMPLE_RATE, new Levels(0.5, 0.1)));
    WatchContext judge = judge(CarriedAlerts.NONE, off);
    var watch = new RigWatch();
    watch.take(rows(0, 10), judge);
    assertThat(tick(watch, judge, 10, 70, 2_000, 4_000)).isEmpty();
    assertThat(watch.toKeep("rig-1", judge)).isEmpty();
  }

  @Test
  void alertsOfRigThatIsGoneAreClearedWithTheReason() throws Exception {
    WatchContext judge = judge(CarriedAlerts.NONE, RARELY);
    var watch = new RigWatch();
    var alerts = new ArrayList<>(watch.take(warm(1, 2, 60, 95).subList(0, 20), judge).alerts());
    alerts.addAll(tick(watch, judge, 20, 3_619));
    assertThat(watch.toKeep("rig-1", judge)).containsSame(watch);
    alerts.addAll(tick(watch, judge, 20, 3_620));
    assertThat(watch.toKeep("rig-1", judge)).isEmpty();
    var over = alerts.stream().filter(a -> a.state() == State.CLEARED).toList();
    assertThat(over).extracting(Alert::type).containsExactly(Type.TOO_HIGH, Type.RIG_SILENT);
    assertThat(told(over)).containsOnly("cleared critical 3619", "cleared warning 3619");
    assertThat(over.get(0).message())
        .endsWith("against a limit of 90.00; rig gone: no row has come for 1 h 0 min)");
    var open = carry(alerts).open();
    assertThat(open).isEmpty();
    assertThat(tick(watch, judge, 20, 100_000)).isEmpty();
  }

  @Test
  void restartGoesOnWithTheSilenceOfRigThatSendsNothing() throws Exception {
    WatchContext judge = judge(CarriedAlerts.NONE, RARELY);
    var watch = new RigWatch();
    watch.take(rows(0, 10), judge);
    var all = tick(watch, judge, 10, 2_000, 3_610);
    var before = all.stream().filter(a -> a.windowEndMillis() <= START + 2_000_000).toList();

    CarriedAlerts carried = carry(before);
    assertThat(carried.open().get("rig-1")).hasValue(START + 10_000);
    var again = new RigWatch();
    var rest = tick(again, judge(carried, RARELY), 10, 2_000, 3_610);
    var told = new ArrayList<>(before);
    told.addAll(rest);
    assertThat(told).isEqualTo(all);
    assertThat(told(rest)).endsWith("cleared critical 3609");
  }

  @Test
  void rigThatComesBackAfterItWasGoneDoesNotTakeUpItsOldAlerts() throws Exception {
    var first = new RigWatch();
    WatchContext judge = judge(CarriedAlerts.NONE, RARELY);
    first.take(rows(0, 10), judge);
    CarriedAlerts carried = carry(tick(first, judge, 10, 2_000));
    judge = judge(carried, RARELY);
    var watch = new RigWatch();
    tick(watch, judge, 10, 3_610);
    var back = copy(watch.toKeep("rig-1", judge).orElseThrow());
    assertThat(CoderUtils.encodeToByteArray(new RigWatchCoder(), back).length).isLessThan(100);
    assertThat(back.take(rows(5_000, 5_030), judge).alerts()).isEmpty();
    assertThat(back.toKeep("rig-1", judge)).containsSame(back);
  }

  @Test
  void restartWhoseRowsAreReadAgainTellsTheSameOfTheSilence() throws Exception {
    WatchContext judge = judge(CarriedAlerts.NONE, RARELY);
    var watch = new RigWatch();
    watch.take(rows(0, 100), judge);
    var before = tick(watch, judge, 100, 200);
    WatchContext next = judge(carry(before), RARELY);
    var again = new RigWatch();
    var told = new ArrayList<>(again.take(rows(40, 100), next).alerts());
    told.addAll(tick(again, next, 100, 200));
    assertThat(told).isEqualTo(before).hasSize(1);
  }

  @Test
  void stepsOfSilenceMeetTheLevelsAndAreFew() {
    Silence silence = Silence.of(RIG, 86_400_000);
    var steps = new ArrayList<Long>();
    for (long at = silence.after(0); at != Long.MAX_VALUE; at = silence.after(at)) {
      steps.add(at);
    }
    assertThat(steps).contains(60_000L, 600_000L, 86_400_000L).isSorted().doesNotHaveDuplicates();
    assertThat(steps.size()).isLessThan(200);
    assertThat(steps.get(0)).isEqualTo(60_000);
    assertThat(steps.get(steps.size() - 1)).isEqualTo(86_400_000);
  }

  private static RosterInput seen(long newest, Map<String, Long> ends) {
    return RosterInput.of(new Sighting(newest, ends));
  }

  @Test
  void rosterTellsOnlySilentRigsAndForgetsThoseThatAreGone() {
    Silence silence = Silence.of(RIG, HOUR);
    var roster = new RigRoster();
    roster.take(seen(0, Map.of("a", 1_000L, "b", 1_000L)), CarriedAlerts.NONE);
    assertThat(roster.ticks(silence, PATIENCE)).isEmpty();
    roster.take(seen(72_999, Map.of("a", 73_999L)), CarriedAlerts.NONE);
    assertThat(roster.ticks(silence, PATIENCE)).isEmpty();
    roster.take(seen(73_000, Map.of("a", 74_000L)), CarriedAlerts.NONE);
    assertThat(roster.ticks(silence, PATIENCE)).isEqualTo(Map.of("b", new RigTick(73_000, 1_000)));
    assertThat(roster.ticks(silence, PATIENCE)).isEmpty();
    roster.take(seen(HOUR + 13_000, Map.of("a", HOUR + 14_000)), CarriedAlerts.NONE);
    assertThat(roster.ticks(silence, PATIENCE)).containsOnlyKeys("b");
    assertThat(roster.size()).isEqualTo(1);
  }

  @Test
  void timeOfPlantGoesOnWhileNoRigSendsAnything() {
    Silence silence = Silence.of(RIG, HOUR);
    var roster = new RigRoster();
    roster.take(RosterInput.of(new IdleReport("p", 2, 2, HOUR)), CarriedAlerts.NONE);
    assertThat(roster.ticks(silence, PATIENCE)).as("no rig is known").isEmpty();
    roster.take(seen(0, Map.of("a", 1_000L)), CarriedAlerts.NONE);
    assertThat(roster.ticks(silence, PATIENCE)).isEmpty();
    roster.take(RosterInput.of(new IdleReport("p", 1, 2, 73_000)), CarriedAlerts.NONE);
    assertThat(roster.ticks(silence, PATIENCE)).as("another process may read").isEmpty();
    roster.take(RosterInput.of(new IdleReport("q", 1, 2, 72_000)), CarriedAlerts.NONE);
    assertThat(roster.ticks(silence, PATIENCE)).isEmpty();
    roster.take(RosterInput.of(new IdleReport("q", 1, 2, 74_000)), CarriedAlerts.NONE);
    assertThat(roster.ticks(silence, PATIENCE)).isEqualTo(Map.of("a", new RigTick(73_000, 1_000)));
  }

  @Test
  void timeOfPlantGoesOnAfterReadersHaveMovedToOtherProcesses() throws Exception {
    Silence silence = Silence.of(RIG, HOUR);
    var roster = new RigRoster();
    roster.take(seen(0, Map.of("a", 1_000L)), CarriedAlerts.NONE);
    roster.take(RosterInput.of(new IdleReport("left", 2, 2, 20_000)), CarriedAlerts.NONE);
    var coder = new RigRoster.RosterCoder();
    roster = CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, roster));
    roster.take(RosterInput.of(new IdleReport("p", 1, 2, 74_000)), CarriedAlerts.NONE);
    assertThat(roster.ticks(silence, PATIENCE)).isEmpty();
    roster.take(RosterInput.of(new IdleReport("q", 1, 2, 73_000)), CarriedAlerts.NONE);
    assertThat(roster.ticks(silence, PATIENCE)).isEqualTo(Map.of("a", new RigTick(73_000, 1_000)));
  }

  /** Between two steps no order is kept: the roster may know of rows that the watch has not. */
  @Test
  void tickThatOvertakesRowsWaitsForThem() throws Exception {
    WatchContext judge = judge(CarriedAlerts.NONE, RARELY);
    var inOrder = new RigWatch();
    inOrder.take(rows(0, 10), judge);
    var expected = new ArrayList<Alert>();
    expected.addAll(inOrder.hear("rig-1", new RigInput(rows(10, 40), false, null), judge).alerts());
    expected.addAll(inOrder.hear("rig-1", RigInput.of(at(110, 40)), judge).alerts());
    assertThat(told(expected)).hasSize(1);

    var overtaken = new RigWatch();
    overtaken.take(rows(0, 10), judge);
    var alerts = new ArrayList<Alert>();
    alerts.addAll(overtaken.hear("rig-1", RigInput.of(at(110, 40)), judge).alerts());
    overtaken = copy(overtaken);
    alerts.addAll(overtaken.hear("rig-1", new RigInput(rows(10, 40), false, null), judge).alerts());
    assertThat(alerts).isEqualTo(expected);
  }

  /** Such as where the last row of the run before is none in this run. */
  @Test
  void tickWaitsForRowsOnceOnly() throws Exception {
    WatchContext judge = judge(CarriedAlerts.NONE, RARELY);
    var watch = new RigWatch();
    watch.take(rows(0, 10), judge);
    assertThat(tick(watch, judge, 40, 110)).isEmpty();
    assertThat(tick(watch, judge, 40, 113)).hasSize(1);
  }

  @Test
  void rosterKnowsRigsWithOpenAlertsOfTheRunBefore() throws Exception {
    var watch = new RigWatch();
    WatchContext judge = judge(CarriedAlerts.NONE, RARELY);
    watch.take(rows(0, 10), judge);
    CarriedAlerts carried = carry(tick(watch, judge, 10, 2_000));
    var roster = new RigRoster();
    long now = START + 2_100_000;
    roster.take(seen(now, Map.of("rig-2", now + 1_000)), carried);
    assertThat(roster.ticks(judge.silence(), PATIENCE))
        .isEqualTo(Map.of("rig-1", new RigTick(now, START + 10_000)));
  }

  @Test
  void allTravelsAsBytes() throws Exception {
    var coder = new RosterInput.InputCoder();
    CoderProperties.coderDecodeEncodeEqual(coder, seen(5, Map.of("rig-1", 6L)));
    CoderProperties.coderDecodeEncodeEqual(coder, RosterInput.of(new IdleReport("p", 1, 2, 3)));
    var news = new RigInput.InputCoder();
    CoderProperties.coderDecodeEncodeEqual(news, RigInput.of(new RigTick(1, 2)));
    CoderProperties.coderDecodeEncodeEqual(news, new RigInput(rows(0, 2), true, null));
    var roster = new RigRoster();
    roster.take(seen(0, Map.of("a", 1_000L)), CarriedAlerts.NONE);
    roster.take(RosterInput.of(new IdleReport("p", 2, 2, 80_000)), CarriedAlerts.NONE);
    var copy =
        CoderUtils.decodeFromByteArray(
            new RigRoster.RosterCoder(),
            CoderUtils.encodeToByteArray(new RigRoster.RosterCoder(), roster));
    assertThat(copy.ticks(Silence.of(RIG, HOUR), PATIENCE))
        .isEqualTo(roster.ticks(Silence.of(RIG, HOUR), PATIENCE))
        .hasSize(1);
  }
}
