package io.hydrobeam.pipeline.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import io.hydrobeam.kafka.ClientProperties;
import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.kafka.SensorTopics;
import io.hydrobeam.parse.ReadingParser;
import io.hydrobeam.pipeline.sink.PublishRecords;
import io.hydrobeam.window.Windowing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.ProducerRecordCoder;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KafkaClusterTest {
  private static final String SECRET = "c0rrect-h0rse";
  private static final String BROKERS = "kafka.example:9093";
  private static final String SCRAM =
      """
      security.protocol=SASL_SSL
      sasl.mechanism=SCRAM-SHA-512
      sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\
        username="rig" password="%s";
      """;

  @TempDir private Path directory;

  @Test
  void propertiesReachEveryClient() throws IOException {
    var cluster = KafkaCluster.of(BROKERS, file(String.format(Locale.ROOT, SCRAM, SECRET)));
    assertThat(cluster.with(Map.of("client.id", "test")))
        .containsEntry("bootstrap.servers", BROKERS)
        .containsEntry("client.id", "test")
        .containsEntry("security.protocol", "SASL_SSL")
        .hasEntrySatisfying("sasl.jaas.config", jaas -> assertThat((String) jaas).contains(SECRET));
    assertThat(KafkaCluster.of(BROKERS, null).with(Map.of()))
        .isEqualTo(Map.of("bootstrap.servers", BROKERS));
  }

  @Test
  void byteOrderMarkIsNoPartOfTheFirstProperty() throws IOException {
    assertThat(ClientProperties.read(file("\uFEFFsecurity.protocol=SSL\n")))
        .containsEntry("security.protocol", "SSL");
  }

  @Test
  void noSecretIsPrintedOrShownOfTheGraph() throws IOException {
    var cluster = KafkaCluster.of(BROKERS, file(String.format(Locale.ROOT, SCRAM, SECRET)));
    assertThat(cluster).hasToString(BROKERS);
    assertThat(shown(graph(cluster))).contains(BROKERS).doesNotContain(SECRET, "ScramLogin");
  }

  @Test
  void configProviderSecretIsNotSerialized() throws IOException {
    Path secrets = Files.writeString(directory.resolve("secrets"), "password=" + SECRET);
    String reference = "${file:" + secrets + ":password}";
    String providers =
        "config.providers=file\n"
            + "config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider\n";
    var cluster =
        KafkaCluster.of(BROKERS, file(providers + String.format(Locale.ROOT, SCRAM, reference)));
    var serialized = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(serialized)) {
      out.writeObject(cluster);
    }
    assertThat(serialized.toString(UTF_8)).contains(reference).doesNotContain(SECRET);

    var config =
        new AdminClientConfig(SerializableUtils.ensureSerializable(cluster).with(Map.of()));
    assertThat(config.getPassword("sasl.jaas.config").value()).contains(SECRET);
    Files.delete(secrets);
    assertThat(refused(providers + String.format(Locale.ROOT, SCRAM, reference)))
        .contains(secrets.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acks",
        "enable.idempotence",
        "retries",
        "max.in.flight.requests.per.connection",
        "transactional.id",
        "group.id",
        "client.id",
        "key.deserializer",
        "value.serializer",
        "auto.offset.reset",
        "isolation.level"
      })
  void reservedPropertyIsRefused(String key) {
    assertThat(refused(key + "=x")).contains("Hydrobeam sets " + key, "security.protocol");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bootstrap.servers=h:1     | bootstrap.servers | --bootstrapServers",
        "security.protocoll=SSL    | no property       | security.protocoll",
        "security.protocol=TLS     | security.protocol | SASL_SSL",
        "ssl.truststore.type=PEM\\u00 | cannot be read | Malformed",
      })
  void mistakeInTheFileIsNamed(String line, String names, String says) {
    assertThat(refused(line)).contains(names, says);
  }

  @Test
  void allMistakesAreReportedWithoutValues() {
    assertThat(refused(String.format(Locale.ROOT, "acks=0\nssl.key.passwort=%s\n", SECRET)))
        .contains("acks", "ssl.key.passwort")
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Scram username=\"rig\" password=\"c0rrect-h0rse\";",
        "Scram required username=\"rig\" password=\"c0rrect-h0rse\"",
        "Scram required username=rig c0rrect-h0rse;",
        "Scram required \"c0rrect-h0rse\";"
      })
  void malformedLoginIsReportedWithoutItsParts(String jaas) {
    assertThat(refused("sasl.jaas.config=" + jaas))
        .contains("sasl.jaas.config takes", "password=\"PASSWORD\";")
        .doesNotContain(SECRET, "h0rse");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",", "here", "here:", ":9092", "here:99999", "here:0", "a:1,,b:2", "a b:1"})
  void malformedBrokersAreWrongUsage(String brokers) {
    assertThatThrownBy(() -> KafkaCluster.of(brokers, null))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.kind()).isEqualTo(UserException.Kind.INVALID))
        .hasMessage("--bootstrapServers takes HOST:PORT, several with commas, not '%s'", brokers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"here:1", "a:1,b:65535", "a:1, b:2", "[::1]:9092", "10.0.0.1:9092"})
  void brokersAreAccepted(String brokers) {
    assertThat(KafkaCluster.of(brokers, null).bootstrapServers()).isEqualTo(brokers);
  }

  @Test
  void fileThatIsNotThereIsNamed() {
    String absent = directory.resolve("absent").toString();
    assertThatThrownBy(() -> KafkaCluster.of(BROKERS, absent))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("--kafkaProperties", absent);
  }

  @Test
  void truststoreThatIsNotThereIsNamed() throws IOException {
    String absent = directory.resolve("absent.pem").toString();
    String file =
        file(
            String.format(
                Locale.ROOT, "security.protocol=SSL\nssl.truststore.location=%s\n", absent));
    assertThatThrownBy(() -> KafkaCluster.of("localhost:1", file).admin())
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("no client can be made", absent, file);
  }

  @Test
  void clientErrorIsReportedWithRemedy() throws IOException {
    String file = file(String.format(Locale.ROOT, SCRAM, SECRET));
    assertThat(told(file, new SaslAuthenticationException("Authentication failed")))
        .contains(BROKERS, "refuses the user", "Authentication failed", "sasl.jaas.config", file);
    assertThat(told(file, new SslAuthenticationException("", new Exception("PKIX path"))))
        .contains("no TLS", "PKIX path", "truststore", file);
    assertThat(told(file, new TopicAuthorizationException("Not authorized")))
        .contains("denies access", "Not authorized", "grant");
    for (String properties : new String[] {file, null}) {
      assertThat(told(properties, new TimeoutException("timed out")))
          .contains("no Kafka broker answers at " + BROKERS, "timed out", "--bootstrapServers");
    }
  }

  @Test
  void recordsAreAcknowledgedByAllReplicasAndWrittenOnceEach() {
    var writes = new ArrayList<KafkaIO.WriteRecords<?, ?>>();
    for (PTransform<?, ?> transform : transforms(graph(KafkaCluster.of(BROKERS, null)))) {
      if (transform instanceof KafkaIO.WriteRecords<?, ?> write) {
        writes.add(write);
      }
    }
    assertThat(writes)
        .singleElement()
        .satisfies(
            write ->
                assertThat(write.getProducerConfig())
                    .containsEntry("acks", "all")
                    .containsEntry("enable.idempotence", true));
  }

  private static String told(String file, Exception problem) {
    return KafkaCluster.of(BROKERS, file).failure(new Exception(problem)).getMessage();
  }

  private String refused(String content) {
    try {
      KafkaCluster.of(BROKERS, file(content));
      throw new AssertionError("not refused: " + content);
    } catch (UserException e) {
      assertThat(e.kind()).isEqualTo(UserException.Kind.INVALID);
      assertThat(e.getMessage()).contains(directory.toString());
      return e.getMessage();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String file(String content) throws IOException {
    return Files.writeString(directory.resolve("client.properties"), content).toString();
  }

  /** All edges to Kafka. */
  private static Pipeline graph(KafkaCluster cluster) {
    var second = Duration.standardSeconds(1);
    Pipeline pipeline = Pipeline.create();
    pipeline.apply(
        "Read",
        ReadMessages.from(
            cluster,
            new SensorTopics.Beginning(
                Map.of(new TopicPartition("hydraulic-PS1", 0), 0L), true, null, null),
            ReadingParser.of("hydraulic-", "rig-1", ZoneId.of("UTC")),
            new TimeSettings(
                second,
                second,
                second,
                second,
                Duration.standardHours(1),
                null,
                Windowing.LONGEST_WATERMARK_STEP,
                second,
                second),
            1));
    pipeline
        .apply(Create.empty(ProducerRecordCoder.of(ByteArrayCoder.of(), ByteArrayCoder.of())))
        .apply("Publish", PublishRecords.to(cluster));
    return pipeline;
  }

  private static String shown(Pipeline pipeline) {
    var all = new StringBuilder();
    transforms(pipeline).forEach(t -> all.append(DisplayData.from(t).asMap()).append(t));
    return all.toString();
  }

  private static List<PTransform<?, ?>> transforms(Pipeline pipeline) {
    var all = new ArrayList<PTransform<?, ?>>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(Node node) {
            if (node.getTransform() != null) {
              all.add(node.getTransform());
            }
            return CompositeBehavior.ENTER_TRANSFORM;
          }

          @Override
          public void visitPrimitiveTransform(Node node) {
            all.add(node.getTransform());
          }
        });
    return all;
  }
}
