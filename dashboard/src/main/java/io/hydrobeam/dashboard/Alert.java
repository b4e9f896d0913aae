package io.hydrobeam.dashboard;

/**
 * An alert as its messages have made it.
 *
 * @param latest the last message
 * @param sinceMillis when it began, in the rig's time
 * @param untilMillis up to when it is known to last, in the rig's time
 * @param arrivedMillis when the last message came
 */
record Alert(AlertMessage latest, long sinceMillis, long untilMillis, long arrivedMillis) {
  /** The alert after one more message. */
  Alert with(AlertMessage message, long nowMillis) {
    return new Alert(
        message,
        Math.min(sinceMillis, message.sinceMillis()),
        Math.max(untilMillis, message.endMillis()),
        nowMillis);
  }

  /** A new alert. */
  static Alert of(AlertMessage message, long nowMillis) {
    return new Alert(message, message.sinceMillis(), message.endMillis(), nowMillis);
  }
}
