package io.hydrobeam.sandbox.replay;

import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.sandbox.server.SandboxConfig;
import java.time.Instant;
import java.util.Optional;

/**
 * Target and timing of a replay: the broker, the topic prefix, the number of rigs, the speed, the
 * start and the disturbances. The rigs are named rig-1, rig-2... and send the same cycles. The
 * start is the event time of the first sample. An empty start means now for real time and endless
 * cycles; otherwise the cycles end now.
 */
public record ReplayConfig(
    KafkaCluster cluster,
    String topicPrefix,
    int rigs,
    Speed speed,
    Optional<Instant> start,
    Disturbances disturbances) {

  /** Rejects fewer than one rig. */
  public ReplayConfig {
    checkRigs(rigs);
  }

  /** Rejects fewer than one rig. */
  public static void checkRigs(int rigs) {
    if (rigs < 1) {
      throw new IllegalArgumentException(
          "--rigs=" + rigs + " is not allowed: it takes a whole number of at least 1.");
    }
  }

  /** Returns a configuration of one undisturbed rig with the default topic prefix. */
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
