package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * Report of one process that no samples arrive. The process has read all its partitions to their
 * ends, and Kafka has answered throughout. The watermark stands still meanwhile, so that records of
 * returning rigs are not late. Silence is therefore measured by the wall clock.
 *
 * @param process the name of the process
 * @param partitions the number of partitions that the process reads, 1 or more
 * @param all the number of partitions that all processes read together
 * @param millis the duration of the silence, milliseconds of the wall clock, 0 or more
 */
@DefaultCoder(IdleReportCoder.class)
public record IdleReport(String process, int partitions, int all, long millis) {
  public IdleReport {
    requireNonNull(process, "process");
  }
}
