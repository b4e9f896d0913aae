package io.hydrobeam.tables;

import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * What a run of {@link CompactHours} did. On Spark the counters are attempted: what was tried again
 * counts twice.
 *
 * @param hours hours of rigs that were worked on
 * @param rows rows in their large files
 * @param filesRead small files
 * @param bytesRead bytes of the small files
 * @param filesWritten large files that were written; the others held all rows already
 * @param bytes bytes of the large files
 * @param filesDeleted small files
 * @param unreadable files that could not be read, in order, each with the reason; their hours are
 *     as they were
 */
public record CompactionReport(
    long hours,
    long rows,
    long filesRead,
    long bytesRead,
    long filesWritten,
    long bytes,
    long filesDeleted,
    List<String> unreadable) {
  static final String HOURS = "hours";
  static final String ROWS = "rows";
  static final String FILES_READ = "files_read";
  static final String BYTES_READ = "bytes_read";
  static final String FILES_WRITTEN = "files_written";
  static final String BYTES = "bytes";
  static final String FILES_DELETED = "files_deleted";
  static final String UNREADABLE = "unreadable";

  /** The report of a run that has ended. */
  public static CompactionReport of(PipelineResult result) {
    return new CompactionReport(
        counter(result, HOURS),
        counter(result, ROWS),
        counter(result, FILES_READ),
        counter(result, BYTES_READ),
        counter(result, FILES_WRITTEN),
        counter(result, BYTES),
        counter(result, FILES_DELETED),
        StreamSupport.stream(query(result, UNREADABLE).getStringSets().spliterator(), false)
            .flatMap(set -> set.getAttempted().getStringSet().stream())
            .sorted()
            .distinct()
            .toList());
  }

  private static long counter(PipelineResult result, String name) {
    long sum = 0;
    for (MetricResult<Long> counter : query(result, name).getCounters()) {
      sum += counter.getAttempted();
    }
    return sum;
  }

  private static MetricQueryResults query(PipelineResult result, String name) {
    return result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder()
                .addNameFilter(MetricNameFilter.named(CompactHours.class, name))
                .build());
  }

  @Override
  public String toString() {
    return String.format(
            Locale.ROOT,
            "%,d hours of rigs: %,d small files of %s read, %,d large files written, %,d small files",
            hours,
            filesRead,
            megabytes(bytesRead),
            filesWritten,
            filesDeleted)
        + String.format(
            Locale.ROOT,
            " deleted; %,d rows in %,d large files of %s",
            rows,
            hours,
            megabytes(bytes));
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
