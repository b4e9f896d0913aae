package io.hydrobeam.pipeline.graph;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.cli.BaselineOption;
import io.hydrobeam.cli.RigFile;
import io.hydrobeam.common.UserException;
import io.hydrobeam.kafka.KafkaCluster;
import io.hydrobeam.kafka.OffsetCommits;
import io.hydrobeam.kafka.SensorTopics;
import io.hydrobeam.kafka.StartAt;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.parse.ReadingParser;
import io.hydrobeam.pipeline.source.TimeSettings;
import io.hydrobeam.tables.PartitionBy;
import io.hydrobeam.tables.Storage;
import io.hydrobeam.window.Windowing;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;

/**
 * Checked, immutable form of {@link MonitoringOptions}.
 *
 * @param kafka brokers and client properties
 * @param topics topics to read and to write
 * @param startAt starting position in the topics
 * @param group consumer group of the committed offsets
 * @param parser parser of the messages
 * @param windowing windows and allowed lateness
 * @param clock event time settings of the reader
 * @param rigGoneAfter event time without a row after which a rig is gone
 * @param rig rig description
 * @param baseline baseline of the rig; null for none
 */
public record MonitoringSettings(
    KafkaCluster kafka,
    SensorTopics topics,
    StartAt startAt,
    String group,
    ReadingParser parser,
    Windowing windowing,
    TimeSettings clock,
    java.time.Duration rigGoneAfter,
    RigConfig rig,
    @Nullable Baseline baseline) {

  private static final double LONGEST_SECONDS = 1e9;
  private static final long DEFAULT_FUTURE_MILLIS = 3_600_000;
  private static final int HIGHEST_PORT = 65_535;

  /**
   * Checks the options and reads the files named by the options.
   *
   * @throws UserException listing every invalid option with its valid values
   */
  public static MonitoringSettings of(MonitoringOptions options) {
    MonitoringSettings settings = withoutFiles(options);
    RigConfig rig = RigFile.read(options.getConfig());
    return new MonitoringSettings(
        settings.kafka,
        settings.topics,
        settings.startAt,
        settings.group,
        settings.parser,
        settings.windowing,
        settings.clock,
        settings.rigGoneAfter,
        rig,
        options.getBaseline() == null ? null : BaselineOption.read(options.getBaseline(), rig));
  }

  /**
   * Checks the options without the rig and baseline files. The result has the standard rig and no
   * baseline. The file of {@code --kafkaProperties} is read.
   *
   * @throws UserException listing every invalid option with its valid values
   */
  public static MonitoringSettings withoutFiles(MonitoringOptions options) {
    var problems = new ArrayList<String>();
    Duration window = seconds("window", options.getWindow(), 0.001, problems);
    Duration lateness = seconds("allowedLateness", options.getAllowedLateness(), 0, problems);
    Duration delay = seconds("watermarkDelay", options.getWatermarkDelay(), 0, problems);
    Duration idle = seconds("idleTimeout", options.getIdleTimeout(), 0.001, problems);
    Duration skew = seconds("maxClockSkew", options.getMaxClockSkew(), 0, problems);
    Duration future =
        options.getMaxFuture() == null
            ? Duration.millis(Math.max(DEFAULT_FUTURE_MILLIS, skew.getMillis()))
            : seconds("maxFuture", options.getMaxFuture(), 0, problems);
    if (future.isShorterThan(skew)) {
      problems.add(
          String.format(
              Locale.ROOT,
              "--maxFuture takes at least the --maxClockSkew of %s seconds, not %s",
              options.getMaxClockSkew(),
              options.getMaxFuture()));
    }
    Duration gone = seconds("rigGoneAfter", options.getRigGoneAfter(), 60, problems);
    Duration stop =
        options.getStopWhenIdle() == null
            ? null
            : seconds("stopWhenIdle", options.getStopWhenIdle(), 0.001, problems);
    StartAt startAt = startAt(options.getStartAt(), future, problems);
    ZoneId zone = zone(options.getDefaultZone(), problems);
    Instant earliest = earliestTimestamp(options.getEarliestTimestamp(), problems);
    if (!ReadingParser.isRig(options.getDefaultRig())) {
      problems.add("--defaultRig takes a name of 1 to 255 bytes in UTF-8");
    }
    if (!Storage.isDirectoryName(options.getOutput())) {
      problems.add(
          "--output takes hdfs://HOST:PORT/PATH or file:///PATH, not "
              + options.getOutput()
              + "; other schemes need their Beam file system in HYDROBEAM_CLASSPATH");
    }
    if (options.getReaders() < 1) {
      problems.add("--readers must be at least 1, but was " + options.getReaders());
    }
    if (options.getAlertsJdbcUrl() == null
        && (options.getAlertsJdbcUser() != null || options.getAlertsJdbcPasswordFile() != null)) {
      problems.add(
          "--alertsJdbcUser and --alertsJdbcPasswordFile require --alertsJdbcUrl. Add it, or "
              + "omit them");
    }
    if (window.getMillis() > OffsetCommits.LONGEST_FILE.toMillis()) {
      problems.add(
          String.format(
              Locale.ROOT,
              "--window takes at most %d seconds, not %s",
              OffsetCommits.LONGEST_FILE.toSeconds(),
              options.getWindow()));
    }
    if (options.getBaseline() != null && window.getMillis() != CycleTrace.SECOND_MILLIS) {
      problems.add(
          "--baseline requires windows of one second. Set --window to 1, or omit --baseline");
    }
    Integer port = options.getMetricsPort();
    if (port != null && (port < 0 || port > HIGHEST_PORT)) {
      problems.add(
          String.format(
              Locale.ROOT, "--metricsPort takes a port from 0 to %d, not %d", HIGHEST_PORT, port));
    }
    if (!problems.isEmpty()) {
      throw UserException.invalid("%s", String.join(System.lineSeparator(), problems));
    }
    return new MonitoringSettings(
        KafkaCluster.of(options.getBootstrapServers(), options.getKafkaProperties()),
        new SensorTopics(options.getTopicPrefix()),
        startAt,
        group(options),
        ReadingParser.of(options.getTopicPrefix(), options.getDefaultRig(), zone, earliest),
        new Windowing(window, lateness),
        new TimeSettings(
            delay,
            lateness,
            idle,
            skew,
            future,
            stop,
            Windowing.LONGEST_WATERMARK_STEP,
            window,
            options.getPartitionBy() == PartitionBy.MINUTE
                ? Duration.millis(OffsetCommits.LONGEST_FILE.toMillis())
                : window),
        java.time.Duration.ofMillis(gone.getMillis()),
        RigConfig.standard(),
        null);
  }

  private static String group(MonitoringOptions options) {
    return options.getConsumerGroup() != null
        ? options.getConsumerGroup()
        : String.format(
            Locale.ROOT,
            "hydrobeam-%08x",
            Objects.hash(options.getOutput(), options.getTopicPrefix()));
  }

  private static Duration seconds(
      String option, double value, double least, List<String> problems) {
    if (!(value >= least && value <= LONGEST_SECONDS)) {
      problems.add(
          String.format(
              Locale.ROOT,
              value > LONGEST_SECONDS
                  ? "--%s takes a number of seconds from %s to 1000000000, not %s"
                  : "--%s takes a number of seconds from %s on, not %s",
              option,
              least,
              value));
      return Duration.ZERO;
    }
    return Duration.millis(Math.round(value * 1000));
  }

  /** A later time than any sample may have would read nothing, without a word. */
  private static StartAt startAt(String text, Duration future, List<String> problems) {
    try {
      StartAt startAt = StartAt.parse(text);
      if (startAt.time() != null
          && startAt.time().isAfter(Instant.now().plusMillis(future.getMillis()))) {
        problems.add("--startAt must not be in the future, but was " + text);
      }
      return startAt;
    } catch (IllegalArgumentException e) {
      problems.add(
          "--startAt takes earliest, latest, committed or a time such as 2025-11-08T14:30:00Z, not "
              + text);
      return StartAt.parse("earliest");
    }
  }

  private static ZoneId zone(String name, List<String> problems) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      problems.add(
          "--defaultZone takes a time zone such as UTC, +01:00 or Europe/Berlin, not " + name);
      return ZoneId.of("UTC");
    }
  }

  /** Parses a date, taken as the start of the day in UTC, or a time with an offset. */
  private static Instant earliestTimestamp(String text, List<String> problems) {
    try {
      Instant earliest =
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant();
      if (!earliest.isBefore(Instant.EPOCH) && !earliest.isAfter(Instant.now())) {
        return earliest;
      }
    } catch (DateTimeException e) {
      // reported below
    }
    problems.add(
        "--earliestTimestamp takes a day or a time from 1970-01-01 to now, such as 2000-01-01 or"
            + " 2000-01-01T00:00:00Z, not "
            + text);
    return ReadingParser.EARLIEST;
  }
}
