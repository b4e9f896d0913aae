package io.hydrobeam.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hydrobeam.sandbox.replay.MessageFate.Verdict;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MessageFateTest {
  private static final int SAMPLES = 100_000;

  private static List<Verdict> verdicts(Disturbances disturbances, long endMicros) {
    MessageFate fate = new MessageFate(disturbances, endMicros);
    return Stream.generate(() -> fate.next(0)).limit(SAMPLES).toList();
  }

  private static Disturbances disturbances(double late, double malformed, double shuffle) {
    return new Disturbances(late, OptionalDouble.empty(), malformed, shuffle, 7);
  }

  @Test
  void withoutDisturbancesNothingIsHeldBack() {
    assertThat(verdicts(Disturbances.none(), Long.MAX_VALUE))
        .allMatch(verdict -> verdict.equals(new Verdict(0, false, false)));
  }

  @Test
  void sharesAskedForAreLateOrMalformedAndNeverBoth() {
    List<Verdict> verdicts = verdicts(disturbances(0.1, 0.05, 0), Long.MAX_VALUE);

    assertThat(share(verdicts.stream().filter(Verdict::late))).isCloseTo(0.1, within(0.01));
    assertThat(share(verdicts.stream().filter(Verdict::malformed))).isCloseTo(0.05, within(0.01));
    assertThat(verdicts).noneMatch(verdict -> verdict.late() && verdict.malformed());
  }

  @Test
  void halfOfTheLateAreLateByMoreThanTheUsualAllowance() {
    List<Long> held =
        verdicts(disturbances(0.1, 0, 0), Long.MAX_VALUE).stream()
            .filter(Verdict::late)
            .map(verdict -> verdict.heldMicros() / 1_000_000)
            .toList();

    assertThat(held).allMatch(s -> s >= 2 && s < 8 || s >= 15 && s < 40);
    assertThat(held.stream().filter(s -> s >= 15).count() / (double) held.size())
        .isCloseTo(0.5, within(0.05));
  }

  @Test
  void howLateCanBeFixed() {
    Disturbances late = new Disturbances(1, OptionalDouble.of(30), 0, 0, 0);
    assertThat(verdicts(late, Long.MAX_VALUE))
        .allMatch(verdict -> verdict.equals(new Verdict(30_000_000, true, false)));
  }

  @Test
  void samplesThatNoneWouldComeAfterAreNotLate() {
    Disturbances late = new Disturbances(1, OptionalDouble.of(30), 0, 0, 0);
    assertThat(verdicts(late, 20_000_000)).noneMatch(Verdict::late);
  }

  @Test
  void shufflingHoldsEachBackUpToTheTimeGiven() {
    assertThat(verdicts(disturbances(0, 0, 2), Long.MAX_VALUE))
        .allMatch(verdict -> verdict.heldMicros() < 2_000_000 && !verdict.late());
  }

  @Test
  void seedMakesItRepeatable() {
    Disturbances some = disturbances(0.2, 0.2, 1);
    assertThat(verdicts(some, Long.MAX_VALUE)).isEqualTo(verdicts(some, Long.MAX_VALUE));
  }

  @Test
  void sharesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> disturbances(-0.1, 0, 0)).hasMessageContaining("--late=-0.1");
    assertThatThrownBy(() -> disturbances(0, 1.1, 0)).hasMessageContaining("--malformed=1.1");
    assertThatThrownBy(() -> disturbances(0.6, 0.6, 0)).hasMessageContaining("--malformed=0.6");
    assertThatThrownBy(() -> disturbances(0, 0, -1)).hasMessageContaining("--shuffle=-1.0");
    assertThatThrownBy(() -> disturbances(Double.NaN, 0, 0)).hasMessageContaining("--late=NaN");
  }

  private static double share(Stream<Verdict> verdicts) {
    return verdicts.count() / (double) SAMPLES;
  }
}
