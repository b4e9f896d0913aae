package io.hydrobeam.sandbox.server;

import io.hydrobeam.common.UserException;
import io.hydrobeam.kafka.KafkaCluster;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Real Kafka broker and real HDFS in this process, with the topics of a rig. All data is kept in
 * one directory, and a later start serves the same topics and files. A directory can be used by one
 * sandbox at a time.
 */
public final class Sandbox implements AutoCloseable {
  private final FileChannel lock;
  private final Broker broker;
  private final Hdfs hdfs;
  private final KafkaCluster kafka;
  private final Optional<Path> clientProperties;
  private boolean closed;

  private Sandbox(
      FileChannel lock,
      Broker broker,
      Hdfs hdfs,
      KafkaCluster kafka,
      Optional<Path> clientProperties) {
    this.lock = lock;
    this.broker = broker;
    this.hdfs = hdfs;
    this.kafka = kafka;
    this.clientProperties = clientProperties;
  }

  /** Starts both servers and creates the topics. Returns when both servers are ready. */
  public static Sandbox start(SandboxConfig config) {
    requirePlain(config.directory());
    FileChannel lock = lock(config.directory());
    Broker broker = null;
    Hdfs hdfs = null;
    try {
      int kafkaPort = Ports.claim(config.kafkaPort(), "--kafkaPort");
      int hdfsPort = Ports.claim(config.hdfsPort(), "--hdfsPort");
      hdfs = Hdfs.start(config.directory().resolve("hdfs"), hdfsPort);
      Optional<Credentials> credentials =
          config.secure()
              ? Optional.of(Credentials.in(config.directory().resolve("secure")))
              : Optional.empty();
      broker =
          Broker.start(
              config.directory().resolve(config.secure() ? "secure/kafka" : "kafka"),
              kafkaPort,
              credentials.map(Security::of).orElse(Security.NONE));
      Path file = config.directory().resolve("client.properties");
      Optional<Path> clientProperties =
          credentials.map(c -> Security.writeClientProperties(c, file));
      KafkaCluster kafka =
          KafkaCluster.of(
              broker.bootstrapServers(), clientProperties.map(Path::toString).orElse(null));
      Topics.create(kafka, config.topicPrefix(), config.partitions());
      return new Sandbox(lock, broker, hdfs, kafka, clientProperties);
    } catch (RuntimeException e) {
      stop(broker, hdfs, lock);
      throw e;
    }
  }

  /**
   * Rejects paths with a blank or a percent sign. A DataNode with such a directory never starts: it
   * encodes a blank as %20 and takes the path for a format.
   */
  private static void requirePlain(Path directory) {
    String path = directory.toAbsolutePath().toString();
    if (path.contains(" ") || path.contains("%")) {
      throw UserException.failed(
          "%s",
          "HDFS cannot keep its files in "
              + path
              + ", for the blank or % in its name. Choose another directory with --dir=DIR.");
    }
  }

  /** Returns the address and connection properties of the broker. */
  public KafkaCluster kafka() {
    return kafka;
  }

  /** Returns the properties file for clients; empty unless the broker is secured. */
  public Optional<Path> clientProperties() {
    return clientProperties;
  }

  /** Returns the address of HDFS as hdfs://HOST:PORT. */
  public String hdfs() {
    return hdfs.uri();
  }

  /** Stops both servers. The data stays in the directory. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      stop(broker, hdfs, lock);
    }
  }

  private static void stop(Broker broker, Hdfs hdfs, FileChannel lock) {
    if (broker != null) {
      broker.close();
    }
    if (hdfs != null) {
      hdfs.close();
    }
    try {
      lock.close();
    } catch (IOException e) {
      throw UserException.failed("%s", "The sandbox's lock could not be given back: " + e);
    }
  }

  private static FileChannel lock(Path directory) {
    FileChannel channel = null;
    try {
      Files.createDirectories(directory);
      channel =
          FileChannel.open(
              directory.resolve("sandbox.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
      channel.close();
    } catch (OverlappingFileLockException e) {
      // The lock is held by this JVM. For the user this is the same as a lock held by another JVM.
    } catch (IOException e) {
      throw UserException.failed(
          "The directory %s cannot be written (%s). Choose one that can with --dir=DIR.",
          directory.toAbsolutePath(), e);
    }
    throw UserException.failed(
        "The directory %s is in use by another sandbox. Stop that one, or choose another with"
            + " --dir=DIR.",
        directory.toAbsolutePath());
  }
}
