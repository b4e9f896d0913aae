package io.hydrobeam.pipeline.doctor;

import io.hydrobeam.model.Reading;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.parse.MalformedMessageException;
import io.hydrobeam.parse.ReadingParser;
import io.hydrobeam.pipeline.kafka.TimeSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How far the clocks of sensors, of Kafka and of this machine are apart, by the newest samples. */
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
   * The newest sample of a sensor, in epoch milliseconds.
   *
   * @param event when it was measured
   * @param kept the timestamp that Kafka keeps of its record
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
    var newest = new EnumMap<Sensor, Newest>(Sensor.class);
    for (ConsumerRecord<byte[], byte[]> message : kafka.newest().records()) {
      try {
        Reading reading = parser.parse(message.topic(), message.value(), message.timestamp());
        newest.merge(
            reading.sensor(),
            new Newest(reading.timestampMillis(), message.timestamp()),
            (one, other) -> one.event >= other.event ? one : other);
      } catch (MalformedMessageException e) {
        continue; // SamplesCheck tells of it
      }
    }
    return findings(newest, settings, clock.millis());
  }

  static List<Finding> findings(Map<Sensor, Newest> newest, TimeSettings settings, long now) {
    if (newest.isEmpty()) {
      return List.of(Finding.ok("nothing to compare, since there are no samples"));
    }
    long typical = median(newest);
    var troubled = new EnumMap<ClockTrouble, List<String>>(ClockTrouble.class);
    newest.forEach(
        (sensor, sample) ->
            troubles(sample, typical, settings, now)
                .forEach(
                    (trouble, by) ->
                        troubled
                            .computeIfAbsent(trouble, t -> new ArrayList<>())
                            .add("%s by %s".formatted(sensor, Wording.time(by)))));
    return troubled.isEmpty()
        ? List.of(ok(now - typical, settings))
        : troubled.entrySet().stream().map(t -> t.getKey().of(t.getValue())).toList();
  }

  /** What is wrong with a sensor's times, with the milliseconds by which they are. */
  private static Map<ClockTrouble, Long> troubles(
      Newest sample, long typical, TimeSettings settings, long now) {
    long skew = settings.maxClockSkew().getMillis();
    // Up to here no sample is late for it.
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
        Wording.time(Math.max(0, age)),
        age > settings.maxClockSkew().getMillis() ? ", which is history" : "");
  }

  private static long median(Map<Sensor, Newest> newest) {
    long[] events = newest.values().stream().mapToLong(Newest::event).sorted().toArray();
    return events[events.length / 2];
  }
}
