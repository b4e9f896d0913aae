package io.hydrobeam.sandbox.server;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.DFSConfigKeys;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.server.datanode.DataNode;
import org.apache.hadoop.hdfs.server.namenode.NameNode;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;

/**
 * HDFS of one NameNode and one DataNode on the loopback address, without permissions, with one copy
 * of each block. The directory is formatted once and keeps the files between starts.
 */
final class Hdfs implements AutoCloseable {
  private static final long START_SECONDS = 60;

  private final NameNode nameNode;
  private final DataNode dataNode;

  private Hdfs(NameNode nameNode, DataNode dataNode) {
    this.nameNode = nameNode;
    this.dataNode = dataNode;
  }

  /**
   * Formats the directory if it is new, starts HDFS on the port, and waits until HDFS accepts
   * files.
   */
  static Hdfs start(Path directory, int port) {
    // HDFS 3.3.6 formats numbers in file names by the default locale, but only finds ASCII digits.
    // With other digits HDFS does not start.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    // A process may start HDFS again after a stop. The names of the metrics would then clash.
    DefaultMetricsSystem.setMiniClusterMode(true);
    Configuration settings = settings(directory, port);
    NameNode nameNode = null;
    DataNode dataNode = null;
    try {
      FormatOnce.format(directory.resolve("name"), Hdfs::format);
      nameNode = NameNode.createNameNode(new String[0], settings);
      dataNode = DataNode.createDataNode(new String[0], settings);
      Hdfs hdfs = new Hdfs(nameNode, dataNode);
      hdfs.awaitReady();
      return hdfs;
    } catch (Exception e) {
      new Hdfs(nameNode, dataNode).close();
      throw UserException.failed(
          "%s",
          "HDFS did not start on port "
              + port
              + " with the files in "
              + directory
              + ": "
              + e
              + ". If the files are damaged, remove the directory; what HDFS holds goes with it.");
    }
  }

  /** Returns the address of HDFS as hdfs://HOST:PORT. */
  String uri() {
    return "hdfs://localhost:" + nameNode.getNameNodeAddress().getPort();
  }

  @Override
  public void close() {
    if (dataNode != null) {
      dataNode.shutdown();
    }
    if (nameNode != null) {
      nameNode.stop();
      nameNode.join();
    }
  }

  private void awaitReady() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (nameNode.isInSafeMode() || !dataNode.isDatanodeFullyStarted() || liveDataNodes() == 0) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "it was not ready within "
                + START_SECONDS
                + " s (safe mode: "
                + nameNode.isInSafeMode()
                + ", DataNodes: "
                + liveDataNodes()
                + ")");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while starting", e);
      }
    }
  }

  private int liveDataNodes() {
    return nameNode.getNamesystem().getNumLiveDataNodes();
  }

  private static void format(Path nameDirectory) throws IOException {
    Configuration settings = new HdfsConfiguration();
    settings.set("fs.defaultFS", "hdfs://localhost");
    settings.set(DFSConfigKeys.DFS_NAMENODE_NAME_DIR_KEY, nameDirectory.toUri().toString());
    NameNode.format(settings);
  }

  private static Configuration settings(Path directory, int port) {
    Configuration settings = new HdfsConfiguration();
    settings.set("fs.defaultFS", "hdfs://localhost:" + port);
    settings.set(DFSConfigKeys.DFS_NAMENODE_RPC_ADDRESS_KEY, "localhost:" + port);
    settings.set(DFSConfigKeys.DFS_NAMENODE_HTTP_ADDRESS_KEY, "localhost:0");
    settings.set(
        DFSConfigKeys.DFS_NAMENODE_NAME_DIR_KEY, directory.resolve("name").toUri().toString());
    settings.set(
        DFSConfigKeys.DFS_DATANODE_DATA_DIR_KEY, directory.resolve("data").toUri().toString());
    settings.set(DFSConfigKeys.DFS_DATANODE_ADDRESS_KEY, "localhost:0");
    settings.set(DFSConfigKeys.DFS_DATANODE_IPC_ADDRESS_KEY, "localhost:0");
    settings.set(DFSConfigKeys.DFS_DATANODE_HTTP_ADDRESS_KEY, "localhost:0");
    settings.set(DFSConfigKeys.DFS_DATANODE_HOST_NAME_KEY, "localhost");
    settings.setBoolean(DFSConfigKeys.DFS_PERMISSIONS_ENABLED_KEY, false);
    settings.setInt(DFSConfigKeys.DFS_REPLICATION_KEY, 1);
    settings.setInt(DFSConfigKeys.DFS_NAMENODE_SAFEMODE_EXTENSION_KEY, 0);
    // The periodic logging of metrics requires Log4j 1.
    settings.setInt(DFSConfigKeys.DFS_NAMENODE_METRICS_LOGGER_PERIOD_SECONDS_KEY, 0);
    settings.setInt(DFSConfigKeys.DFS_DATANODE_METRICS_LOGGER_PERIOD_SECONDS_KEY, 0);
    // The file of one row is small. Without this setting files would be checked against a minimum
    // block size of 1 MB.
    settings.setLong(DFSConfigKeys.DFS_NAMENODE_MIN_BLOCK_SIZE_KEY, 0);
    return settings;
  }
}
