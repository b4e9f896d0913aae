package io.hydrobeam.sandbox.replay;

import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.sandbox.server.SandboxConfig;
import java.time.Instant;
import java.util.Optional;

/**
 * Where and how cycles are played: the broker, the prefix of the topics, the number of rigs (rig-1,
 * rig-2...: each sends the same cycles), the speed, the event time of the first sample (empty: now
 * for real time and endless cycles, otherwise such that the cycles end now) and what goes wrong on
 * the way.
 */
public record ReplayConfig(
    KafkaCluster cluster,
    String topicPrefix,
    int rigs,
    Speed speed,
    Optional<Instant> start,
    Disturbances disturbances) {

  /** Refuses fewer rigs than one. */
  public ReplayConfig {
    checkRigs(rigs);
  }

  /** Refuses fewer rigs than one. */
  public static void checkRigs(int rigs) {
    if (rigs < 1) {
      throw new IllegalArgumentException(
          "--rigs=" + rigs + " is not allowed: it takes a whole number of at least 1.");
    }
  }

  /** One undisturbed rig into the topics of the usual prefix. */
  public static ReplayConfig of(KafkaCluster cluster, Speed speed, Instant start) {
    return new ReplayConfig(
        cluster,
        SandboxConfig.DEFAULT_TOPIC_PREFIX,
        1,
        speed,
        Optional.of(start),
        Disturbances.none());
  }
}
