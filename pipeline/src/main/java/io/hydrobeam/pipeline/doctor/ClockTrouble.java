package io.hydrobeam.pipeline.doctor;

import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.pipeline.backend.Finding.Level;
import java.util.List;
import java.util.Locale;

/** Clock problems of a sensor or rig, with their consequences and remedies. */
enum ClockTrouble {
  FAR_AHEAD(
      Level.FAILED,
      "ahead of this machine by more than --maxClockSkew",
      "such samples are in rows of their own, or dead-lettered if ahead by more than --maxFuture; set"
          + " the clock of what sends them"),
  AHEAD(
      Level.WARN, "ahead of this machine", "set the clock of what sends them, or of this machine"),
  FAR_BEHIND(
      Level.WARN,
      "behind the other %s by more than --maxClockSkew",
      "it has stopped, or its samples are dead-lettered as late; start it, or set its clock"),
  BEHIND(
      Level.WARN,
      "behind the other %s",
      "it has stopped, or rows wait for it for so long; start it, or set its clock"),
  AHEAD_OF_OTHERS(
      Level.WARN,
      "ahead of the other %s",
      "rows wait for the others for so long; start them, or set its clock"),
  KEPT_AHEAD(
      Level.WARN,
      "with times of Kafka's that are ahead of this machine",
      "set the clocks of the brokers, of what sends and of this machine"),
  KEPT_OLDER(
      Level.WARN,
      "with times of Kafka's that are older than the samples",
      "--startAt goes by the former and misses some; begin at earliest, or set the clocks"),
  KEPT_YOUNGER(
      Level.WARN,
      "older than their records in Kafka by more than --maxClockSkew",
      "they were sent late, as history is; if not, correct the clock or the time zone of what sends"
          + " them, or --defaultZone");

  private final Level level;
  private final String what;
  private final String remedy;

  ClockTrouble(Level level, String what, String remedy) {
    this.level = level;
    this.what = what;
    this.remedy = remedy;
  }

  /**
   * Returns the finding for some sensors or rigs.
   *
   * @param kind "sensors" or "rigs"
   * @param named names, each with the time by which its clock is wrong
   */
  Finding of(String kind, List<String> named) {
    return new Finding(
        level,
        String.format(
            Locale.ROOT,
            "%s: %s; %s",
            String.format(Locale.ROOT, what, kind),
            MessageFormats.names(named),
            remedy));
  }
}
