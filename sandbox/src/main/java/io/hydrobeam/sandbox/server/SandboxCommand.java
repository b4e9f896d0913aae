package io.hydrobeam.sandbox.server;

import io.hydrobeam.common.UserException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Command {@code sandbox}: runs Kafka and HDFS until Ctrl-C. Standard output has one line when both
 * servers are ready: {@code ready kafka=HOST:PORT hdfs=hdfs://HOST:PORT}. With {@code --secure} the
 * line also has the properties file for clients.
 */
@Command(
    name = "sandbox",
    description = {
      "Runs a Kafka broker and an HDFS on this machine until Ctrl-C, with the topics of a rig's"
          + " data created. It serves this machine only, and nothing is secured unless by"
          + " --secure: it is for trying and testing.",
      "When both serve it prints one line: ready kafka=HOST:PORT hdfs=hdfs://HOST:PORT, and with"
          + " --secure kafkaProperties=FILE",
      ""
    })
public final class SandboxCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--kafkaPort",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "The broker's port; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int kafkaPort;

  @Option(
      names = "--hdfsPort",
      paramLabel = "PORT",
      defaultValue = "8020",
      description = "The NameNode's port; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int hdfsPort;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "${sys:java.io.tmpdir}/hydrobeam-sandbox-${sys:user.name}",
      description =
          "The directory of the topics and files. A restart with the same directory serves "
              + "them again. Remove the directory to start from scratch. Default: ${DEFAULT-VALUE}.")
  private Path directory;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The number of partitions of each sensor topic, at least 1. Existing topics keep "
              + "their partitions. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--topicPrefix",
      paramLabel = "TEXT",
      defaultValue = SandboxConfig.DEFAULT_TOPIC_PREFIX,
      description =
          "The prefix of all topic names, before the sensor name, features, alerts or "
              + "dead-letter. Default: ${DEFAULT-VALUE}.")
  private String topicPrefix;

  @Option(
      names = "--secure",
      description =
          "The broker requires TLS and SCRAM authentication of its one user; HDFS is not "
              + "secured. Connect with --kafkaProperties=DIR/client.properties. The topics differ "
              + "from those of an unsecured sandbox.")
  private boolean secure;

  @Override
  public Integer call() throws InterruptedException {
    try (Sandbox sandbox = Sandbox.start(config())) {
      CountDownLatch stopped = new CountDownLatch(1);
      Signals.onStop(stopped::countDown);
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "ready kafka=%s hdfs=%s%s%n",
              sandbox.kafka(),
              sandbox.hdfs(),
              sandbox.clientProperties().map(file -> " kafkaProperties=" + file).orElse(""))
          .flush();
      stopped.await();
    }
    return CommandLine.ExitCode.OK;
  }

  private SandboxConfig config() {
    check(inRange(kafkaPort), "--kafkaPort", kafkaPort, "a port, 0 to 65535");
    check(inRange(hdfsPort), "--hdfsPort", hdfsPort, "a port, 0 to 65535");
    check(kafkaPort == 0 || kafkaPort != hdfsPort, "--hdfsPort", hdfsPort, "another than Kafka's");
    check(partitions >= 1, "--partitions", partitions, "a whole number of at least 1");
    check(
        topicPrefix.matches("[A-Za-z0-9._-]{0,200}"),
        "--topicPrefix",
        topicPrefix,
        "at most 200 letters, digits, dots, underscores and hyphens");
    return new SandboxConfig(kafkaPort, hdfsPort, directory, partitions, topicPrefix, secure);
  }

  private static boolean inRange(int port) {
    return port >= 0 && port <= 65_535;
  }

  private void check(boolean right, String option, Object given, String takes) {
    if (!right) {
      throw UserException.invalid("%s=%s is not allowed: it takes %s.", option, given, takes);
    }
  }
}
