package io.hydrobeam.batch.dataset;

import java.io.Serializable;

/**
 * Time span.
 *
 * @param fromMillis the start, in epoch milliseconds, inclusive
 * @param toMillis the end, in epoch milliseconds, exclusive
 */
record TimeSpan(long fromMillis, long toMillis) implements Serializable {
  boolean contains(long millis) {
    return millis >= fromMillis && millis < toMillis;
  }
}
