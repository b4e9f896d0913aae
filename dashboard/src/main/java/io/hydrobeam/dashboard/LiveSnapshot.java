package io.hydrobeam.dashboard;

import io.hydrobeam.model.AlertMessage;
import java.util.List;
import java.util.Map;

/**
 * State of all rigs at one moment.
 *
 * @param nowMillis the moment, in epoch milliseconds
 * @param rigs all rigs, by name
 * @param active the active alerts
 * @param past the latest past alerts
 * @param counts the counters
 */
record LiveSnapshot(
    long nowMillis,
    List<RigState> rigs,
    List<AlertMessage> active,
    List<AlertMessage> past,
    Counts counts) {
  /**
   * State of one rig.
   *
   * @param name the name of the rig
   * @param silentMillis the time since the arrival of the last row, in milliseconds
   * @param dataMillis the end of the newest row in event time, in epoch milliseconds
   * @param delayMillis the time from the end of the window to the arrival of the newest row, in
   *     milliseconds
   * @param perSecond the recent rate, in rows per second
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
   * Counters since the first message.
   *
   * @param rows the rows, including revisions
   * @param perSecond the recent rate, in rows per second
   * @param incomplete the rows that lacked samples in their first version
   * @param revised the rows published again with late samples
   * @param unreadable the messages that were neither rows nor alerts
   * @param notShown the rows of rigs beyond the maximum number of rigs
   * @param deadLetters the dead letters by reason
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
