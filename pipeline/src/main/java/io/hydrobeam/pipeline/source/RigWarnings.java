package io.hydrobeam.pipeline.source;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of rigs whose clocks seem to be wrong: once of each rig, whatever the number of its
 * partitions, and of 1,000 rigs at most.
 */
final class RigWarnings {
  private static final Logger LOG = LoggerFactory.getLogger(RigWarnings.class);

  private static final int MOST = 1_000;
  private static final double SECOND = 1_000;

  private final Consumer<String> log;
  private final Set<String> warned = new HashSet<>();

  RigWarnings() {
    this(LOG::warn);
  }

  /** Warnings that go elsewhere than to the log. */
  RigWarnings(Consumer<String> log) {
    this.log = log;
  }

  /**
   * A rig is ahead of the other rigs of a partition, or behind them.
   *
   * @param others the event time of the others
   * @param now the wall clock
   */
  void isApart(RigClock rig, TopicPartition partition, long others, long now) {
    if (isFirst(rig)) {
      boolean ahead = rig.newest() > others;
      log.accept(
          String.format(
              Locale.ROOT,
              "Rig %s is %s the other rigs of %s, and %s this machine's clock. No sample is late for"
                  + " that: rows wait for the %s. If its clock is wrong, set it.",
              rig.rig(),
              distance(rig.newest() - others),
              partition,
              distance(rig.newest() - now),
              ahead ? "others" : "rig"));
    }
  }

  /**
   * A rig is so far behind that it no longer holds the others up.
   *
   * @param others the event time of the others
   */
  void lags(RigClock rig, TopicPartition partition, long others) {
    if (isFirst(rig)) {
      log.accept(
          String.format(
              Locale.ROOT,
              "Rig %s is %s the others, with nothing more in %s. Rows no longer wait for it: its samples"
                  + " are late and go to the dead-letter topic. Set its clock, or raise"
                  + " --maxClockSkew.",
              rig.rig(),
              distance(rig.newest() - others),
              partition));
    }
  }

  private boolean isFirst(RigClock rig) {
    return warned.size() < MOST && warned.add(rig.rig());
  }

  private static String distance(long millis) {
    return String.format(
        Locale.ROOT, "%.1f s %s", Math.abs(millis) / SECOND, millis < 0 ? "behind" : "ahead of");
  }
}
