package io.hydrobeam.dashboard;

import io.hydrobeam.kafka.AlertMessage;
import java.util.List;
import java.util.Map;

/**
 * How things are at one moment.
 *
 * @param nowMillis the moment, epoch milliseconds
 * @param rigs all rigs by name
 * @param active the alerts that are active
 * @param past the last alerts that were
 * @param counts what has been counted
 */
record PlantState(
    long nowMillis,
    List<RigState> rigs,
    List<AlertMessage> active,
    List<AlertMessage> past,
    Counts counts) {
  /**
   * How one rig is.
   *
   * @param name its name
   * @param silentMillis how long ago its last row came
   * @param dataMillis up to when its rows reach, in its own time
   * @param delayMillis how long after the end of its window the newest row came
   * @param perSecond rows a second, of late
   * @param cycle the load cycle of the newest row
   */
  record RigState(
      String name,
      long silentMillis,
      long dataMillis,
      long delayMillis,
      double perSecond,
      int cycle) {}

  /**
   * What has been counted since the first message that was read.
   *
   * @param rows rows, revisions counted again
   * @param perSecond rows a second, of late
   * @param incomplete rows that lacked samples when they first came
   * @param revised rows that came again with late samples
   * @param unreadable messages that were neither row nor alert
   * @param notShown rows of more rigs than are shown
   * @param deadLetters messages that are in no row, by reason
   */
  record Counts(
      long rows,
      double perSecond,
      long incomplete,
      long revised,
      long unreadable,
      long notShown,
      Map<String, Long> deadLetters) {}
}
