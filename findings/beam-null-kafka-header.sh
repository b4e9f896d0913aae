#!/usr/bin/env bash
# Kafka allows a header without a value. Beam's KafkaRecordCoder reads and encodes such a record, but
# ProducerRecordCoder, which KafkaIO.writeRecords uses by default, does not: its header coder is
# KvCoder(StringUtf8Coder, ByteArrayCoder), without a NullableCoder.
# A pipeline that passes the headers of its input on fails at the first header without a value.
# Seen with beam-sdks-java-io-kafka 2.70.0 and kafka-clients 3.9.2:
#   KafkaRecordCoder: header "trace" is null after a round trip
#   ProducerRecordCoder: org.apache.beam.sdk.coders.CoderException: cannot encode a null byte[]
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.beam</groupId>
      <artifactId>beam-sdks-java-core</artifactId>
      <version>2.70.0</version>
    </dependency>
    <dependency>
      <groupId>org.apache.beam</groupId>
      <artifactId>beam-sdks-java-io-kafka</artifactId>
      <version>2.70.0</version>
      <exclusions>
        <exclusion><groupId>io.confluent</groupId><artifactId>*</artifactId></exclusion>
        <exclusion><groupId>com.google.cloud.hosted.kafka</groupId><artifactId>*</artifactId></exclusion>
        <exclusion>
          <groupId>org.apache.beam</groupId>
          <artifactId>beam-sdks-java-extensions-protobuf</artifactId>
        </exclusion>
      </exclusions>
    </dependency>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka-clients</artifactId>
      <version>3.9.2</version>
    </dependency>
  </dependencies>
</project>
POM

cat > NullHeader.java <<'JAVA'
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaRecordCoder;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.io.kafka.ProducerRecordCoder;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

public class NullHeader {
  public static void main(String[] arguments) throws Exception {
    var bytes = ByteArrayCoder.of();
    byte[] text = "x".getBytes(StandardCharsets.UTF_8);
    var headers = new RecordHeaders().add("trace", null);

    var read =
        new KafkaRecord<>("t", 0, 0L, 0L, KafkaTimestampType.CREATE_TIME, headers, text, text);
    var readCoder = KafkaRecordCoder.of(bytes, bytes);
    var again =
        CoderUtils.decodeFromByteArray(readCoder, CoderUtils.encodeToByteArray(readCoder, read));
    System.out.println(
        "KafkaRecordCoder: header \"trace\" is "
            + (again.getHeaders().lastHeader("trace").value() == null ? "null" : "not null")
            + " after a round trip");

    var written = new ProducerRecord<>("t", null, null, text, text, headers);
    try {
      CoderUtils.encodeToByteArray(ProducerRecordCoder.of(bytes, bytes), written);
      System.out.println("ProducerRecordCoder: encoded");
    } catch (Exception e) {
      System.out.println("ProducerRecordCoder: " + e);
    }
  }
}
JAVA

mvn -q -B dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=jars > maven.log 2>&1 ||
  { cat maven.log >&2; exit 1; }
java -cp 'jars/*' NullHeader.java 2> java.log | tee output

grep -q '^KafkaRecordCoder: header "trace" is null after a round trip$' output &&
  grep -q '^ProducerRecordCoder: org.apache.beam.sdk.coders.CoderException: cannot encode a null byte\[\]$' output ||
  { echo "the behaviour has changed" >&2; cat java.log >&2; exit 1; }
