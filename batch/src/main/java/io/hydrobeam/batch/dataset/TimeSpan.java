package io.hydrobeam.batch.dataset;

import java.io.Serializable;

/**
 * A span of time.
 *
 * @param fromMillis its start, epoch milliseconds, inclusive
 * @param toMillis its end, epoch milliseconds, exclusive
 */
record TimeSpan(long fromMillis, long toMillis) implements Serializable {
  boolean contains(long millis) {
    return millis >= fromMillis && millis < toMillis;
  }
}
