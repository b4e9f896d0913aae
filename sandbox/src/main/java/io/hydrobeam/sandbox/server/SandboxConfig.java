package io.hydrobeam.sandbox.server;

import java.nio.file.Path;

/**
 * Configuration of a sandbox. A port of 0 means any free port. The directory keeps topics and files
 * between starts. The number of partitions is that of each sensor topic, and the prefix is that of
 * all topics. A secure broker has one user with a password and uses TLS.
 */
public record SandboxConfig(
    int kafkaPort,
    int hdfsPort,
    Path directory,
    int partitions,
    String topicPrefix,
    boolean secure) {

  /** Default prefix of all topics. */
  public static final String DEFAULT_TOPIC_PREFIX = "hydraulic-";

  /** Rejects ports out of range and fewer than one partition. */
  public SandboxConfig {
    checkPort(kafkaPort);
    checkPort(hdfsPort);
    if (partitions < 1) {
      throw new IllegalArgumentException("A topic has at least 1 partition, not " + partitions);
    }
  }

  /** Returns a sandbox on free ports with one partition per topic, for tests and the demo. */
  public static SandboxConfig onFreePorts(Path directory) {
    return new SandboxConfig(0, 0, directory, 1, DEFAULT_TOPIC_PREFIX, false);
  }

  /** Returns this configuration with another number of partitions of each sensor topic. */
  public SandboxConfig withPartitions(int count) {
    return new SandboxConfig(kafkaPort, hdfsPort, directory, count, topicPrefix, secure);
  }

  private static void checkPort(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
    }
  }
}
