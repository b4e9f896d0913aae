package io.hydrobeam.runners.spark.checks;

import org.apache.spark.SparkConf;

/**
 * The Spark that a job would run on.
 *
 * @param settings what was given to {@code spark-submit}, or to this process as properties
 * @param url its master, such as {@code local[4]} or {@code spark://HOST:PORT}
 */
public record Master(SparkConf settings, String url) {
  private static final String MASTER = "spark.master";

  /** The master that was given to {@code spark-submit} comes before the option. */
  public Master {
    url = settings.get(MASTER, url);
    settings = settings.clone().set(MASTER, url);
  }

  /** Whether this process is the one executor. */
  public boolean isLocal() {
    return url.startsWith("local");
  }
}
