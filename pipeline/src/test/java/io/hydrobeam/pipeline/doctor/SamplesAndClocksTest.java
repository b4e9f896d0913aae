package io.hydrobeam.pipeline.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.Sensor;
import io.hydrobeam.parse.ReadingParser;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.pipeline.backend.Finding.Level;
import io.hydrobeam.pipeline.doctor.ClocksCheck.Newest;
import io.hydrobeam.pipeline.source.TimeSettings;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the newest samples of the sensors. */
class SamplesAndClocksTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long DAY = 86_400_000;
  private static final TimeSettings SETTINGS =
      new TimeSettings(
          Duration.standardSeconds(1),
          Duration.standardSeconds(10),
          Duration.standardSeconds(5),
          Duration.standardSeconds(600),
          Duration.standardHours(1),
          null,
          Duration.standardSeconds(1),
          Duration.standardSeconds(1),
          Duration.standardSeconds(1));
  private static final ReadingParser PARSER = ReadingParser.of("in-", "rig-1", ZoneOffset.UTC);
  private static final String GOOD =
      "{\"sensor\":\"PS1\",\"cycle\":0,\"value\":1.5,\"timestamp\":1800000000000}";

  private static Map<Sensor, Newest> all(long event) {
    var newest = new EnumMap<Sensor, Newest>(Sensor.class);
    Sensor.all().forEach(sensor -> newest.put(sensor, new Newest(event, event)));
    return newest;
  }

  private static List<Finding> clocks(Map<Sensor, Newest> newest) {
    return ClocksCheck.findings(
        newest.isEmpty() ? Map.of() : Map.of("rig-1", newest), SETTINGS, NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
             0 |    0 | OK     | sensors agree; their newest samples are 1.0 s old
            10 |    0 | OK     | sensors agree
            12 |    0 | WARN   | ahead of this machine: PS3 by 11.5 s
           700 |    0 | FAILED | by more than --maxClockSkew: PS3 by 11 minutes
           -10 |    0 | OK     | sensors agree
           -12 |    0 | WARN   | behind the other sensors: PS3 by 12.0 s; it has stopped, or rows wait
          -700 |    0 | WARN   | by more than --maxClockSkew: PS3 by 11 minutes; it has stopped, or its
             0 |   20 | WARN   | Kafka's that are ahead of this machine: PS3 by 19.5 s
             0 |  -20 | WARN   | Kafka's that are older than the samples: PS3 by 20.0 s
          """)
  void sensorWhoseClockIsWrongIsNamedWithTheTime(int seconds, int kept, Level level, String text) {
    Map<Sensor, Newest> newest = all(NOW - 500);
    long event = NOW - 500 + seconds * 1_000L;
    newest.put(Sensor.PS3, new Newest(event, kept == 0 ? event : NOW - 500 + kept * 1_000L));
    List<Finding> findings = clocks(newest).stream().filter(f -> f.level() == level).toList();
    assertThat(findings).singleElement();
    assertThat(findings.get(0).text()).contains(text.replace("1.0 s old", "0.5 s old"));
  }

  @Test
  void historyIsAsItShouldBeUnlessASensorIsNotOfIt() {
    Map<Sensor, Newest> newest = all(NOW - 382 * DAY);
    assertThat(clocks(newest))
        .containsExactly(
            Finding.ok("sensors agree; their newest samples are 382 days old, which is history"));
    newest.put(Sensor.SE, new Newest(NOW, NOW));
    assertThat(clocks(newest))
        .singleElement()
        .matches(f -> f.text().startsWith("ahead of the other sensors: SE by 382 days; "));
  }

  @Test
  void rigWhoseClockIsAheadIsNamedInsteadOfItsSensors() {
    Map<Sensor, Newest> ofB = all(NOW);
    ofB.put(Sensor.SE, new Newest(NOW - 20_000, NOW - 20_000));
    List<Finding> findings =
        ClocksCheck.findings(Map.of("A", all(NOW + 13_000), "B", ofB), SETTINGS, NOW);
    assertThat(findings)
        .satisfiesExactly(
            rig -> {
              assertThat(rig.level()).isEqualTo(Level.WARN);
              assertThat(rig.text()).startsWith("ahead of this machine: rig A by 13.0 s; set");
            },
            sensor ->
                assertThat(sensor.text())
                    .startsWith("behind the other sensors: SE of rig B by 20.0 s; "));
  }

  @Test
  void inHistoryTheRigThatIsApartIsNamed() {
    Map<String, Map<Sensor, Newest>> rigs =
        Map.of("A", all(NOW - 9 * DAY), "B", all(NOW - 9 * DAY), "C", all(NOW - 8 * DAY));
    assertThat(ClocksCheck.findings(rigs, SETTINGS, NOW))
        .singleElement()
        .matches(f -> f.text().startsWith("ahead of the other rigs: rig C by 24 hours; rows wait"));
  }

  @Test
  void samplesFarOlderThanTheirRecordsAreAWarning() {
    var newest = new EnumMap<Sensor, Newest>(Sensor.class);
    Sensor.all().forEach(sensor -> newest.put(sensor, new Newest(NOW - 3_600_000, NOW)));
    assertThat(clocks(newest))
        .singleElement()
        .matches(f -> f.level() == Level.WARN)
        .extracting(Finding::text)
        .asString()
        .startsWith("older than their records in Kafka by more than --maxClockSkew: ")
        .contains("by 60 minutes")
        .endsWith("or --defaultZone");
    newest.replaceAll((sensor, sample) -> new Newest(NOW - 500_000, NOW));
    assertThat(clocks(newest)).extracting(Finding::level).containsExactly(Level.OK);
  }

  @Test
  void epochSecondsAreNamed() {
    assertThat(samples(GOOD.replace("1800000000000", "1800000000")))
        .singleElement()
        .matches(f -> f.level() == Level.FAILED)
        .extracting(Finding::text)
        .asString()
        .contains("bad_timestamp", "it looks like epoch seconds: 2027-01-15T08:00:00Z");
  }

  @Test
  void withoutSamplesThereIsNothingToCompare() {
    assertThat(clocks(Map.of())).singleElement().matches(f -> f.level() == Level.OK);
  }

  private static List<Finding> samples(String... values) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (String value : values) {
      records.add(new ConsumerRecord<>("in-PS1", 0, records.size(), null, value.getBytes(UTF_8)));
    }
    return SamplesCheck.findings(List.of("in-PS1"), records, PARSER, "in-dead-letter");
  }

  @Test
  void sensorWhoseMessagesCannotBeReadIsNamedWithTheReason() {
    assertThat(samples(GOOD)).extracting(Finding::level).containsExactly(Level.OK);
    assertThat(samples("{}", "not json"))
        .singleElement()
        .matches(f -> f.level() == Level.FAILED)
        .extracting(Finding::text)
        .asString()
        .startsWith(
            "in-PS1: 2 of the newest 2 go to in-dead-letter, the last of them as not_json: ")
        .endsWith("; correct their producer");
  }

  @Test
  void badMessagesAndEmptyTopicsAreReported() {
    assertThat(samples(GOOD, "{}", GOOD))
        .singleElement()
        .matches(f -> f.level() == Level.WARN && f.text().contains("1 of the newest 3"));
    assertThat(samples())
        .singleElement()
        .matches(f -> f.level() == Level.WARN && f.text().contains("no samples in any topic"));
  }
}
