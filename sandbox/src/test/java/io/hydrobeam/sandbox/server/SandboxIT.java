package io.hydrobeam.sandbox.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrobeam.common.UserException;
import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.cycle.CycleSource;
import io.hydrobeam.sandbox.replay.Disturbances;
import io.hydrobeam.sandbox.replay.Replay;
import io.hydrobeam.sandbox.replay.ReplayConfig;
import io.hydrobeam.sandbox.replay.ReplayProgress;
import io.hydrobeam.sandbox.replay.Speed;
import io.hydrobeam.sandbox.simulator.RigSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sandbox as its users have it: played into, read from, written to, stopped and started again.
 */
final class SandboxIT {
  private static final int SAMPLES = 43_680;
  private static final Instant START = Instant.parse("2025-11-08T14:30:00Z");
  private static final List<String> TOPICS =
      Sensor.all().stream().map(sensor -> Topics.of(sensor, "hydraulic-")).toList();

  @TempDir private Path directory;

  @Test
  void everySampleAndFileIsThereAlsoAfterARestart() throws IOException {
    SandboxConfig config = SandboxConfig.onFreePorts(directory).withPartitions(2);
    try (Sandbox sandbox = Sandbox.start(config)) {
      ReplayProgress played = play(ReplayConfig.of(sandbox.kafka(), Speed.MAX, START));
      assertThat(played.sent()).isEqualTo(SAMPLES);
      assertEverySample(consume(sandbox));
      try (FileSystem hdfs = hdfs(sandbox);
          FSDataOutputStream file = hdfs.create(path("/rows/one.txt"))) {
        file.write("kept".getBytes(UTF_8));
      }
      assertThatThrownBy(() -> Sandbox.start(config)).hasMessageContaining("another sandbox");
    }

    try (Sandbox sandbox = Sandbox.start(config);
        FileSystem hdfs = hdfs(sandbox)) {
      assertEverySample(consume(sandbox));
      try (var file = hdfs.open(path("/rows/one.txt"))) {
        assertThat(file.readAllBytes()).asString().isEqualTo("kept");
      }
    }
  }

  @Test
  void disturbedRigsLoseNothing() {
    try (Sandbox sandbox = Sandbox.start(SandboxConfig.onFreePorts(directory))) {
      Disturbances disturbances = new Disturbances(0.01, OptionalDouble.of(5), 0.01, 2, 1);
      ReplayProgress played =
          play(
              new ReplayConfig(
                  sandbox.kafka(),
                  "hydraulic-",
                  2,
                  new Speed(30),
                  Optional.of(START),
                  disturbances));

      assertThat(played.sent()).isEqualTo(2 * SAMPLES);
      assertThat(played.late()).isBetween(600L, 1_000L);
      assertThat(played.malformed()).isBetween(700L, 1_050L);
      assertThat(played.duration()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(20));
      assertThat(consume(sandbox))
          .hasSize(2 * SAMPLES)
          .extracting(ConsumerRecord::key)
          .containsOnly("rig-1", "rig-2");
    }
  }

  @Test
  void replayStopsAtOnceAndMissingTopicsAreNamed() {
    try (Sandbox sandbox = Sandbox.start(SandboxConfig.onFreePorts(directory));
        CycleSource cycles = RigSimulator.of(5, List.of(), 0)) {
      ReplayConfig config = ReplayConfig.of(sandbox.kafka(), Speed.REAL_TIME, Instant.now());
      Replay replay = new Replay(config, cycles);
      Thread player = new Thread(replay::run);
      player.start();
      await().until(() -> replay.progress().sent() > 500);
      replay.stop();
      await().atMost(Duration.ofSeconds(5)).until(() -> !player.isAlive());

      assertThatThrownBy(() -> Topics.require(sandbox.kafka(), List.of("rig-PS1")))
          .isInstanceOf(UserException.class)
          .hasMessageContainingAll("no topic rig-PS1", "--topicPrefix");
    }
  }

  @Test
  void replayThatTheBrokerRefusesForItsTimesNamesThemAndTheSetting() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxConfig.onFreePorts(directory))) {
      allowAnHourAhead(sandbox);
      Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(3));
      assertThatThrownBy(() -> play(ReplayConfig.of(sandbox.kafka(), Speed.MAX, start)))
          .isInstanceOf(UserException.class)
          .hasMessageContainingAll(
              "message.timestamp.after.max.ms",
              "hydraulic-",
              start.toString().substring(0, "2025-11-08T14:".length()),
              "--start");

      // Some records of a batch are to blame, the others are not.
      Instant half = Instant.now().plusSeconds(3_570);
      assertThatThrownBy(() -> play(ReplayConfig.of(sandbox.kafka(), Speed.MAX, half)))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("message.timestamp.after.max.ms");
    }
  }

  /** As a broker has it by default, where the sandbox takes any time. */
  private static void allowAnHourAhead(Sandbox sandbox) throws Exception {
    var anHour =
        new AlterConfigOp(
            new ConfigEntry("message.timestamp.after.max.ms", "3600000"), AlterConfigOp.OpType.SET);
    Map<ConfigResource, Collection<AlterConfigOp>> changes =
        TOPICS.stream()
            .collect(
                Collectors.toMap(
                    topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    topic -> List.of(anHour)));
    try (Admin admin = Admin.create(sandbox.kafka().with(Map.of()))) {
      admin.incrementalAlterConfigs(changes).all().get();
    }
  }

  @Test
  void securedBrokerAcceptsPasswordOverTlsAfterRestart() throws IOException {
    SandboxConfig config = new SandboxConfig(0, 0, directory, 1, "hydraulic-", true);
    Sandbox.start(config).close();
    try (Sandbox sandbox = Sandbox.start(config)) {
      Path file = sandbox.clientProperties().orElseThrow();
      assertThat(permissions(file)).isEqualTo("rw-------");
      assertThat(permissions(directory.resolve("secure"))).isEqualTo("rwx------");
      sandbox.kafka().requireAnswer();

      String properties = Files.readString(file);
      assertRefused(
          sandbox, properties.replaceAll("password=\"..", "password=\"no"), "refuses the user");
      assertRefused(
          sandbox, properties.replaceAll("(?m)^ssl.*$", ""), "no TLS", "certification path");
      assertRefused(sandbox, "", "no Kafka broker answers", "security.protocol");
    }
  }

  private void assertRefused(Sandbox sandbox, String properties, String... told)
      throws IOException {
    String brokers = sandbox.kafka().bootstrapServers();
    Path file = Files.writeString(directory.resolve("other.properties"), properties);
    assertThatThrownBy(() -> KafkaCluster.of(brokers, file.toString()).requireAnswer())
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(told)
        .hasMessageContainingAll(brokers, file.toString());
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static ReplayProgress play(ReplayConfig config) {
    try (CycleSource cycles = RigSimulator.of(1, List.of(), 1)) {
      return new Replay(config, cycles).run();
    }
  }

  private static void assertEverySample(List<ConsumerRecord<String, String>> records)
      throws IOException {
    Map<String, Long> counts =
        records.stream().collect(Collectors.groupingBy(r -> r.topic(), Collectors.counting()));
    for (Sensor sensor : Sensor.all()) {
      assertThat(counts).containsEntry(Topics.of(sensor, "hydraulic-"), 60L * sensor.hertz());
    }
    ObjectMapper json = new ObjectMapper();
    for (ConsumerRecord<String, String> message : records) {
      JsonNode sample = json.readTree(message.value());
      assertThat(message.key()).isEqualTo("rig-1").isEqualTo(sample.get("rig").textValue());
      assertThat(message.topic()).endsWith("-" + sample.get("sensor").textValue());
      assertThat(Instant.parse(sample.get("timestamp").textValue() + "Z"))
          .isEqualTo(Instant.ofEpochMilli(message.timestamp()))
          .isEqualTo(
              START.plusMillis(
                  1000
                      * sample.get("sample_idx").longValue()
                      / sample.get("sampling_rate_hz").longValue()));
    }
  }

  private static List<ConsumerRecord<String, String>> consume(Sandbox sandbox) {
    Map<String, Object> settings =
        Map.of(
            "group.id",
            "test-" + System.nanoTime(),
            "auto.offset.reset",
            "earliest",
            "max.poll.records",
            10_000);
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            sandbox.kafka().with(settings), new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(TOPICS);
      await().until(() -> !consumer.poll(Duration.ofMillis(200)).isEmpty());
      consumer.seekToBeginning(consumer.assignment());
      long expected =
          consumer.endOffsets(consumer.assignment()).values().stream().mapToLong(n -> n).sum();
      await()
          .atMost(Duration.ofSeconds(60))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= expected;
              });
    }
    return records;
  }

  private static FileSystem hdfs(Sandbox sandbox) throws IOException {
    return FileSystem.newInstance(URI.create(sandbox.hdfs()), new Configuration());
  }

  private static org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(name);
  }
}
