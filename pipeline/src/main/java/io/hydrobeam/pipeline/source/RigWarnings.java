package io.hydrobeam.pipeline.source;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warnings about rigs whose clocks seem wrong: one warning per rig across all partitions, for at
 * most 1,000 rigs.
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

  /** Creates warnings that go to the given consumer instead of the log. */
  RigWarnings(Consumer<String> log) {
    this.log = log;
  }

  /**
   * Warns of a rig ahead of or behind the other rigs of a partition.
   *
   * @param others event time of the other rigs
   * @param now wall clock
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
   * Warns of a rig so far behind that rows no longer wait for its samples.
   *
   * @param others event time of the other rigs
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
