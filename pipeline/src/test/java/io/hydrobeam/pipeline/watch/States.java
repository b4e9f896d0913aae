package io.hydrobeam.pipeline.watch;

import java.util.Map;

/** Runs at one moment, for tests. */
final class States {
  private static final long SECOND_NANOS = 1_000_000_000;

  private States() {}

  /** Of a runner that has all there is, so many seconds after another. */
  static StreamState full(int second, long arrived, long read) {
    return new StreamState(
        second * SECOND_NANOS,
        new Progress(read, 700, 3, 20, 0, 10, 9, 4, 2),
        Map.of("PS1", new TopicState(arrived, 1_234), "PS2", new TopicState(0, 1)),
        5,
        2.44,
        new StreamState.BatchTotals(read, 0.354, 0.01, 2, 7),
        4_096,
        0.5);
  }

  /** Of a runner that has no batches and no checkpoint, while Kafka does not answer. */
  static StreamState bare() {
    return StreamState.begin(0);
  }
}
