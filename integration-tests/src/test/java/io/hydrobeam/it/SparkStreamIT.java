package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The contract on Spark in one process, as the demo runs it, and what is not worth a second look on
 * the slower runner.
 */
final class SparkStreamIT extends StreamContract {
  @Override
  List<String> runner() {
    return List.of("--runner=SparkRunner", "--sparkMaster=local[2]");
  }

  @Override
  int cycles() {
    return 2;
  }

  @Override
  Seconds seconds() {
    return new Seconds(0, 60);
  }

  @Test
  void afterATerminationTheNextRunMakesTheTableWhole() {
    var topics = input(1, play(1, SIMULATED, ONE_CYCLE), seconds()::contains);
    String output = output(topics);

    try (var stream = stream(topics, output)) {
      await()
          .atMost(TO_END)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> !topics.features().isEmpty());
      stream.terminate();
      var ended = stream.awaitEnd(TO_END);
      assertThat(ended.exitCode()).as("%s", ended).isZero();
      assertThat(ended.out()).contains("stopped: ");
    }
    run(topics, output);

    var rows = Reconciliation.of(topics, output).table().rows();
    assertThat(rows).hasSize(seconds().count());
    assertThat(rows).extracting(row -> row.get("complete")).containsOnly(true);
    assertThat(doctor(topics, output)).as("all that this run needed").matches("(ok .*\\R)+");
  }

  @Test
  void aRunFromATimeReadsNothingThatIsOlder() {
    var topics = input(3, play(3, SIMULATED, ONE_CYCLE), seconds()::contains);
    String output = output(topics);
    var start = START.plusSeconds(seconds().to() - 2);

    run(topics, output, "--startAt=" + start);

    var rows = StoredTable.read(output + "/streaming").byKey();
    assertThat(rows.keySet())
        .extracting(RowKey::windowStart)
        .containsExactly(start, start.plusSeconds(1));
    assertThat(rows.values()).extracting(row -> row.get("complete")).containsOnly(true);
  }
}
