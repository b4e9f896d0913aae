package io.hydrobeam.sandbox.server;

import io.hydrobeam.common.UserException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Kafka broker with its own KRaft controller, on the loopback address. The directory is formatted
 * once. A broker started again on the directory serves its topics and knows the same users. Records
 * are kept forever with any timestamp, since timestamps of a replay may lie years in the past or in
 * the future.
 */
final class Broker implements AutoCloseable {
  private static final int NODE = 1;
  private static final String CONTROLLER = "CONTROLLER";

  private final KafkaRaftServer server;
  private final int port;

  private Broker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Formats the directory if it is new, and starts a broker on the port, which must be free. */
  static Broker start(Path directory, int port, Security security) {
    try {
      FormatOnce.format(directory, unfinished -> format(unfinished, security));
      int controllerPort = Ports.claim(0, "--kafkaPort");
      Broker broker =
          new Broker(
              new KafkaRaftServer(
                  new KafkaConfig(settings(directory, port, controllerPort, security), false),
                  Time.SYSTEM),
              port);
      broker.server.startup();
      return broker;
    } catch (UserException e) {
      throw e;
    } catch (Exception e) {
      throw UserException.failed(
          "%s",
          "Kafka's broker did not start on port "
              + port
              + " with the files in "
              + directory
              + ": "
              + e
              + ". If the files are damaged, remove the directory; its topics go with it.");
    }
  }

  /** Returns the address of the broker as HOST:PORT. */
  String bootstrapServers() {
    return "localhost:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path directory, Security security) throws Exception {
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(NODE)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName(CONTROLLER)
        .setScramArguments(security.users())
        .setMetadataLogDirectory(directory.toString())
        .addDirectory(directory.toString())
        .run();
  }

  private static Map<String, String> settings(
      Path directory, int port, int controllerPort, Security security) {
    String listener = security.protocol() + "://localhost:" + port;
    Map<String, String> settings = new HashMap<>(security.settings());
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", String.valueOf(NODE));
    settings.put("log.dirs", directory.toString());
    settings.put("controller.quorum.voters", NODE + "@localhost:" + controllerPort);
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("listeners", listener + "," + CONTROLLER + "://localhost:" + controllerPort);
    settings.put("advertised.listeners", listener);
    settings.put("inter.broker.listener.name", security.protocol());
    settings.put(
        "listener.security.protocol.map",
        String.format(
            Locale.ROOT,
            "%1$s:%1$s,%2$s:%3$s",
            security.protocol(),
            CONTROLLER,
            security.controllerProtocol()));
    settings.put("auto.create.topics.enable", "false");
    settings.put("log.retention.ms", "-1");
    settings.put("log.message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // The process often has two cores. The defaults are for a machine of its own.
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("log.cleaner.dedupe.buffer.size", "8388608");
    return settings;
  }
}
