package io.hydrobeam.runners.spark.checks;

import org.apache.spark.SparkConf;

/**
 * Spark master and settings of a job.
 *
 * @param settings the settings given to {@code spark-submit}, or to this process as system
 *     properties
 * @param url the master, such as {@code local[4]} or {@code spark://HOST:PORT}
 */
public record Master(SparkConf settings, String url) {
  private static final String MASTER = "spark.master";

  /** Prefers the master given to {@code spark-submit} to the option. */
  public Master {
    url = settings.get(MASTER, url);
    settings = settings.clone().set(MASTER, url);
  }

  /** Returns true if this process is the only executor. */
  public boolean isLocal() {
    return url.startsWith("local");
  }
}
