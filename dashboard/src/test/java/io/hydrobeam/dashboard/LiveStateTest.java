package io.hydrobeam.dashboard;

import static io.hydrobeam.dashboard.Samples.NOON;
import static io.hydrobeam.dashboard.Samples.alert;
import static io.hydrobeam.dashboard.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.AlertMessage;
import io.hydrobeam.model.Anomaly.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plant holds the newest of everything, each once, and never more than it may. */
class LiveStateTest {
  private static final int ROWS = 100;

  private final LiveState plant = new LiveState(ROWS);

  @Test
  void rowsAreSortedByTimeInAnyArrivalOrder() {
    for (int second : new int[] {3, 1, 2}) {
      plant.add(row("rig-1", second, 0), NOON);
    }
    assertThat(seconds()).containsExactly(1, 2, 3);
  }

  @Test
  void higherRevisionReplacesARowAndALowerOneDoesNot() {
    plant.add(row("rig-1", 1, 1), NOON);
    assertThat(plant.add(row("rig-1", 1, 0), NOON)).isFalse();
    assertThat(plant.add(row("rig-1", 1, 2), NOON)).isTrue();
    assertThat(plant.rows("rig-1")).extracting(FeatureRow::revision).containsExactly(2);
  }

  @Test
  void completeRowIsNotReplacedByOneThatIsNot() {
    FeatureRow complete = row("rig-1", 1, 0);
    var doubled =
        new FeatureRow(
            "rig-1", 0, complete.startMillis(), complete.endMillis(), 1, false, complete.figures());
    assertThat(complete.complete()).isTrue();
    plant.add(complete, NOON);
    assertThat(plant.add(doubled, NOON)).isFalse();
    assertThat(plant.rows("rig-1")).containsExactly(complete);
  }

  @Test
  void secondThatTwoCyclesShareHasTwoRows() {
    FeatureRow end = row("rig-1", 59, 0);
    plant.add(end, NOON);
    plant.add(
        new FeatureRow("rig-1", 1, end.startMillis(), end.endMillis(), 0, false, end.figures()),
        NOON);
    assertThat(plant.rows("rig-1")).extracting(FeatureRow::cycle).containsExactly(0, 1);
  }

  @Test
  void oldestRowsMakeRoom() {
    for (int second = 0; second < ROWS + 20; second++) {
      plant.add(row("rig-1", second, 0), NOON);
    }
    assertThat(seconds()).hasSize(ROWS).startsWith(20).endsWith(ROWS + 19);
    assertThat(plant.add(row("rig-1", 5, 9), NOON)).isFalse();
    assertThat(seconds()).startsWith(20);
  }

  @Test
  void rigReplayedFromEarlierTimeIsFollowed() {
    for (int second = 1_000; second < 1_000 + ROWS; second++) {
      plant.add(row("rig-1", second, 0), NOON);
    }
    for (int second = 0; second < 70; second++) {
      plant.add(row("rig-1", second, 0), NOON);
    }
    assertThat(seconds()).startsWith(59).endsWith(69);
  }

  @Test
  void silenceIsCountedFromTheArrivalAndDelayFromTheEndOfTheWindow() {
    plant.add(row("rig-1", 0, 0), NOON + 86_400_000);
    var rig = plant.state(NOON + 86_400_000 + 12_000).rigs().get(0);
    assertThat(rig.silentMillis()).isEqualTo(12_000);
    assertThat(rig.delayMillis()).isEqualTo(86_400_000 - 1_000);
    assertThat(rig.dataMillis()).isEqualTo(NOON + 1_000);
  }

  @Test
  void rowsASecondAreThoseOfTheLastTenSeconds() {
    for (int second = 0; second < 30; second++) {
      plant.add(row("rig-1", second, 0), NOON + second * 1000);
    }
    assertThat(plant.state(NOON + 29_000).counts().perSecond()).isEqualTo(1.0);
    assertThat(plant.state(NOON + 60_000).counts().perSecond()).isZero();
  }

  @Test
  void rigsAreBoundedAndTheOneLongSilentMakesRoom() {
    for (int rig = 0; rig < LiveState.MOST_RIGS + 5; rig++) {
      plant.add(row("rig-" + rig, 0, 0), NOON);
    }
    assertThat(plant.state(NOON).rigs()).hasSize(LiveState.MOST_RIGS);
    assertThat(plant.state(NOON).counts().notShown()).isEqualTo(5);
    long later = NOON + ROWS * 1000 + 1;
    assertThat(plant.add(row("new", 0, 0), later)).isTrue();
    assertThat(plant.state(later).rigs()).hasSize(LiveState.MOST_RIGS);
  }

  @Test
  void alertIsActiveUntilItIsCleared() {
    plant.add(alert("a", 1, State.RAISED));
    plant.add(alert("a", 5, State.ESCALATED));
    assertThat(plant.state(NOON).active())
        .extracting(AlertMessage::state)
        .containsExactly(State.ESCALATED);
    plant.add(alert("a", 9, State.CLEARED));
    assertThat(plant.state(NOON).active()).isEmpty();
    assertThat(plant.state(NOON).past())
        .extracting(AlertMessage::endMillis)
        .containsExactly(NOON + 10_000);
  }

  @Test
  void republishedMessagesChangeNothing() {
    plant.add(alert("a", 1, State.RAISED));
    plant.add(alert("a", 5, State.ESCALATED));
    plant.add(alert("a", 1, State.RAISED));
    assertThat(plant.state(NOON).active())
        .extracting(AlertMessage::state)
        .containsExactly(State.ESCALATED);
    plant.add(alert("a", 9, State.CLEARED));
    plant.add(alert("b", 9, State.CLEARED));
    plant.add(alert("a", 5, State.ESCALATED));
    plant.add(alert("a", 9, State.CLEARED));
    assertThat(plant.state(NOON).active()).isEmpty();
    assertThat(plant.state(NOON).past()).extracting(AlertMessage::id).containsExactly("b", "a");
  }

  @Test
  void alertsAreBoundedAndTheOldestMakeRoom() {
    for (int id = 0; id < AlertBoard.MOST_ACTIVE + 10; id++) {
      plant.add(alert("id-" + id, "rig-" + id, id, State.RAISED, Severity.INFO));
    }
    List<AlertMessage> active = plant.state(NOON).active();
    assertThat(active).hasSize(AlertBoard.MOST_ACTIVE);
    assertThat(active.get(0).id()).isEqualTo("id-10");
    for (int id = 0; id < AlertBoard.MOST_ACTIVE + 10; id++) {
      plant.add(alert("id-" + id, id + 1, State.CLEARED));
    }
    assertThat(plant.state(NOON).active()).isEmpty();
    assertThat(plant.state(NOON).past()).hasSize(AlertBoard.MOST_PAST);
  }

  @Test
  void reasonsAreBounded() {
    for (int reason = 0; reason < 1_000; reason++) {
      plant.addDeadLetter("reason-" + reason);
    }
    var reasons = plant.state(NOON).counts().deadLetters();
    assertThat(reasons).hasSize(LiveState.MOST_REASONS + 1).containsEntry("other", 980L);
  }

  private List<Integer> seconds() {
    return plant.rows("rig-1").stream().map(r -> (int) ((r.startMillis() - NOON) / 1000)).toList();
  }
}
