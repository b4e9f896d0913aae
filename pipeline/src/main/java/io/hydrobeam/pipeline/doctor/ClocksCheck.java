package io.hydrobeam.pipeline.doctor;

import io.hydrobeam.model.Reading;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.parse.MalformedMessageException;
import io.hydrobeam.parse.ReadingParser;
import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.pipeline.source.TimeSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Check of the clocks of rigs, sensors, Kafka and this machine, by the newest samples. A rig with
 * wrong times on the whole is reported instead of its sensors.
 */
final class ClocksCheck implements Check {
  private final KafkaView kafka;
  private final ReadingParser parser;
  private final TimeSettings settings;
  private final Clock clock;

  ClocksCheck(KafkaView kafka, ReadingParser parser, TimeSettings settings, Clock clock) {
    this.kafka = kafka;
    this.parser = parser;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Newest sample of a sensor.
   *
   * @param event event time, epoch milliseconds
   * @param kept Kafka timestamp of its record, epoch milliseconds
   */
  record Newest(long event, long kept) {}

  @Override
  public String name() {
    return "clocks";
  }

  @Override
  public List<String> needs() {
    return List.of(TopicsCheck.NAME);
  }

  @Override
  public List<Finding> run() {
    var newest = new TreeMap<String, Map<Sensor, Newest>>();
    for (ConsumerRecord<byte[], byte[]> message : kafka.newest().records()) {
      try {
        Reading reading = parser.parse(message.topic(), message.value(), message.timestamp());
        newest
            .computeIfAbsent(reading.rig(), rig -> new EnumMap<>(Sensor.class))
            .merge(
                reading.sensor(),
                new Newest(reading.timestampMillis(), message.timestamp()),
                (one, other) -> one.event >= other.event ? one : other);
      } catch (MalformedMessageException e) {
        continue; // reported by SamplesCheck
      }
    }
    return findings(newest, settings, clock.millis());
  }

  /**
   * Compares the rigs, and the sensors of each rig whose times are right on the whole.
   *
   * @param newest newest samples of each rig, by sensor
   * @param now wall clock, epoch milliseconds
   */
  static List<Finding> findings(
      Map<String, Map<Sensor, Newest>> newest, TimeSettings settings, long now) {
    if (newest.isEmpty()) {
      return List.of(Finding.ok("nothing to compare, since there are no samples"));
    }
    var rigs = new TreeMap<String, Newest>();
    newest.forEach((rig, sensors) -> rigs.put(rig, median(sensors.values())));
    long typical = median(rigs.values()).event;
    var findings = new ArrayList<Finding>();
    var sound = new TreeMap<>(newest);
    if (rigs.size() > 1) {
      var troubled = new EnumMap<ClockTrouble, List<String>>(ClockTrouble.class);
      rigs.forEach(
          (rig, sample) -> {
            Map<ClockTrouble, Long> troubles = troubles(sample, typical, settings, now);
            add(troubled, "rig " + rig, troubles);
            if (!troubles.isEmpty()) {
              sound.remove(rig);
            }
          });
      troubled.forEach((trouble, named) -> findings.add(trouble.of("rigs", named)));
    }
    var troubled = new EnumMap<ClockTrouble, List<String>>(ClockTrouble.class);
    sound.forEach(
        (rig, sensors) ->
            sensors.forEach(
                (sensor, sample) ->
                    add(
                        troubled,
                        rigs.size() > 1 ? sensor + " of rig " + rig : sensor.name(),
                        troubles(sample, rigs.get(rig).event, settings, now))));
    troubled.forEach((trouble, named) -> findings.add(trouble.of("sensors", named)));
    return findings.isEmpty() ? List.of(ok(now - typical, settings)) : findings;
  }

  private static void add(
      Map<ClockTrouble, List<String>> troubled, String name, Map<ClockTrouble, Long> troubles) {
    troubles.forEach(
        (trouble, by) ->
            troubled
                .computeIfAbsent(trouble, t -> new ArrayList<>())
                .add(String.format(Locale.ROOT, "%s by %s", name, MessageFormats.time(by))));
  }

  /** Returns the clock problems of a sensor or rig, each with its size in milliseconds. */
  private static Map<ClockTrouble, Long> troubles(
      Newest sample, long typical, TimeSettings settings, long now) {
    long skew = settings.maxClockSkew().getMillis();
    // Maximum difference at which no sample is late.
    long bearable = settings.allowedLateness().getMillis();
    long ahead = sample.event - now;
    long behind = typical - sample.event;
    var troubles = new EnumMap<ClockTrouble, Long>(ClockTrouble.class);
    if (ahead > skew) {
      troubles.put(ClockTrouble.FAR_AHEAD, ahead);
    } else if (ahead > bearable) {
      troubles.put(ClockTrouble.AHEAD, ahead);
    } else if (behind > skew) {
      troubles.put(ClockTrouble.FAR_BEHIND, behind);
    } else if (behind > bearable) {
      troubles.put(ClockTrouble.BEHIND, behind);
    } else if (-behind > bearable) {
      troubles.put(ClockTrouble.AHEAD_OF_OTHERS, -behind);
    }
    if (sample.kept - now > bearable && ahead <= bearable) {
      troubles.put(ClockTrouble.KEPT_AHEAD, sample.kept - now);
    } else if (sample.event - sample.kept > bearable) {
      troubles.put(ClockTrouble.KEPT_OLDER, sample.event - sample.kept);
    } else if (sample.kept - sample.event > skew) {
      troubles.put(ClockTrouble.KEPT_YOUNGER, sample.kept - sample.event);
    }
    return troubles;
  }

  private static Finding ok(long age, TimeSettings settings) {
    return Finding.ok(
        "sensors agree; their newest samples are %s old%s",
        MessageFormats.time(Math.max(0, age)),
        age > settings.maxClockSkew().getMillis() ? ", which is history" : "");
  }

  /** Returns the median sample by event time, the older of two. */
  private static Newest median(Collection<Newest> newest) {
    return newest.stream()
        .sorted(Comparator.comparingLong(Newest::event))
        .toList()
        .get((newest.size() - 1) / 2);
  }
}
