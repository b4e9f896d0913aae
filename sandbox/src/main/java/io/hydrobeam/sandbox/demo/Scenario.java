package io.hydrobeam.sandbox.demo;

import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.sandbox.cycle.Cycle;
import io.hydrobeam.sandbox.replay.Disturbances;
import io.hydrobeam.sandbox.replay.ReplayConfig;
import io.hydrobeam.sandbox.replay.Speed;
import io.hydrobeam.sandbox.server.SandboxConfig;
import io.hydrobeam.sandbox.simulator.Fault;
import io.hydrobeam.sandbox.simulator.Fault.FaultySensor;
import io.hydrobeam.sandbox.simulator.Fault.WornComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Scenario of a demo. The source is a data set or else the simulated rig with its faults. Further
 * settings are the maximum number of cycles, the number of rigs, the speed, and the disturbances.
 */
record Scenario(
    Optional<Path> dataset,
    int cycles,
    int rigs,
    Speed speed,
    List<Fault> faults,
    Disturbances disturbances) {
  private static final double LEAST_IDLE_SECONDS = 10;

  /** Rejects fewer than one rig. */
  Scenario {
    ReplayConfig.checkRigs(rigs);
  }

  /** Returns the configuration of a replay into a broker, with event times that end now. */
  ReplayConfig replay(KafkaCluster kafka) {
    return new ReplayConfig(
        kafka, SandboxConfig.DEFAULT_TOPIC_PREFIX, rigs, speed, Optional.empty(), disturbances);
  }

  /**
   * Returns the idle time after which the input has ended, in seconds. The time is longer than the
   * interval between two samples of 1 Hz.
   */
  double idleSeconds() {
    return Math.max(LEAST_IDLE_SECONDS, 3 / speed.factor());
  }

  /** Returns a description of the scenario for the user. */
  List<String> description() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s, %s of %d s, %s.",
            dataset
                    .map(directory -> "The data set " + directory)
                    .orElse("A simulated rig: 17 sensors, 728 samples a second")
                + (rigs == 1 ? "" : ", as " + rigs + " rigs"),
            count(),
            Cycle.SECONDS,
            pace()));
    faults.forEach(fault -> lines.add(describe(fault)));
    if (disturbances.lateShare() > 0) {
      lines.add(percent(disturbances.lateShare()) + " of the samples are sent late.");
    }
    if (disturbances.malformedShare() > 0) {
      lines.add(percent(disturbances.malformedShare()) + " of the messages are malformed.");
    }
    if (disturbances.shuffleSeconds() > 0) {
      lines.add("The order is shuffled within " + number(disturbances.shuffleSeconds()) + " s.");
    }
    return lines;
  }

  private String count() {
    if (cycles == Integer.MAX_VALUE) {
      return dataset.isPresent() ? "all cycles" : "cycles without end";
    }
    return cycles == 1 ? "1 cycle" : cycles + " cycles";
  }

  private String pace() {
    if (speed.isMax()) {
      return "as fast as possible";
    }
    String pace =
        speed.equals(Speed.REAL_TIME)
            ? "in real time"
            : number(speed.factor()) + " times as fast as real time";
    boolean known = cycles != Integer.MAX_VALUE;
    return known
        ? String.format(
            Locale.ROOT, "%s (%.0f s)", pace, cycles * (double) Cycle.SECONDS / speed.factor())
        : pace;
  }

  private static String describe(Fault fault) {
    String what;
    if (fault instanceof WornComponent worn) {
      what =
          "the "
              + worn.component().name().toLowerCase(Locale.ROOT)
              + " is at level "
              + worn.level();
    } else {
      FaultySensor faulty = (FaultySensor) fault;
      what =
          faulty.sensor()
              + switch (faulty.kind()) {
                case SPIKE -> " has a spike at second 30";
                case STUCK -> " is stuck from second 20 to 49";
                case DROPOUT -> " is silent from second 20 to 29";
                case FADE -> " sends fewer and fewer samples from second 20 to 49";
                case DRIFT -> " drifts away from second 20 to 49";
              };
    }
    return fault.fromCycle() == 1
        ? "In every cycle " + what + "."
        : "From the " + ordinal(fault.fromCycle()) + " cycle on " + what + ".";
  }

  private static String ordinal(int number) {
    boolean teen = number / 10 % 10 == 1;
    return number
        + switch (teen ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
  }

  private static String percent(double share) {
    return number(Math.round(share * 1e6) / 1e4) + " %";
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
