package io.hydrobeam.runners.spark.checks;

import io.hydrobeam.common.UserException;
import java.util.ArrayList;
import java.util.List;
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

  /** Local masters in the forms that Spark reads: threads, and attempts of a task. */
  private static final String KNOWN =
      "local(\\[([1-9][0-9]{0,3}|\\*)( *, *[1-9][0-9]{0,3})?])?|yarn|(spark|k8s)://.+";

  /** Prefers the master given to {@code spark-submit} to the option. */
  public Master {
    url = settings.get(MASTER, url);
    settings = settings.clone().set(MASTER, url);
  }

  /** Returns true if this process is the only executor. */
  public boolean isLocal() {
    return url.startsWith("local");
  }

  /** Problems of the option {@code --sparkMaster}, with their remedies. */
  public static List<String> problems(String option) {
    var problems = new ArrayList<String>();
    if (!option.matches(KNOWN)) {
      problems.add(
          "--sparkMaster takes local[N], local[*], spark://HOST:PORT, yarn or k8s://URL, not "
              + option);
    } else if (!option.startsWith("local") && !new SparkConf().contains(MASTER)) {
      problems.add(
          "--sparkMaster takes a local master without spark-submit, since executors would not have"
              + " the program; use bin/hydrobeam submit --master "
              + option);
    }
    return problems;
  }

  /**
   * Checks the option {@code --sparkMaster}.
   *
   * @throws UserException if Spark would not take it
   */
  public static void require(String option) {
    List<String> problems = problems(option);
    if (!problems.isEmpty()) {
      throw UserException.invalid("%s", String.join(System.lineSeparator(), problems));
    }
  }
}
