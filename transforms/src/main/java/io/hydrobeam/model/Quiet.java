package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * Tells that no sample comes at all: all partitions that one process reads are read to their ends,
 * and Kafka has answered all the while. Event time stands still then, since what rigs send once
 * they are back must not be late; time goes on for them all the same.
 *
 * @param process names the process
 * @param partitions how many partitions it reads, 1 or more
 * @param all how many are read by all processes together
 * @param millis for how long nothing has come, in milliseconds of the wall clock, 0 or more
 */
@DefaultCoder(QuietCoder.class)
public record Quiet(String process, int partitions, int all, long millis) {
  /** Checks that the process has a name. */
  public Quiet {
    requireNonNull(process, "process");
  }
}
