package io.hydrobeam.sandbox.server;

import java.nio.file.Path;

/**
 * What a sandbox is started with: the ports (0 = any free one), the directory that keeps topics and
 * files between starts, the number of partitions of each sensor's topic, the prefix of all topics'
 * names and whether the broker is for one user with a password over TLS.
 */
public record SandboxConfig(
    int kafkaPort,
    int hdfsPort,
    Path directory,
    int partitions,
    String topicPrefix,
    boolean secure) {

  /** The prefix of all topics unless another is asked for. */
  public static final String DEFAULT_TOPIC_PREFIX = "hydraulic-";

  /** Refuses ports out of range and fewer partitions than one. */
  public SandboxConfig {
    checkPort(kafkaPort);
    checkPort(hdfsPort);
    if (partitions < 1) {
      throw new IllegalArgumentException("A topic has at least 1 partition, not " + partitions);
    }
  }

  /** A sandbox on free ports with one partition a topic, as tests and the demo want it. */
  public static SandboxConfig onFreePorts(Path directory) {
    return new SandboxConfig(0, 0, directory, 1, DEFAULT_TOPIC_PREFIX, false);
  }

  /** The same sandbox with so many partitions for each sensor's topic. */
  public SandboxConfig withPartitions(int count) {
    return new SandboxConfig(kafkaPort, hdfsPort, directory, count, topicPrefix, secure);
  }

  private static void checkPort(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
    }
  }
}
