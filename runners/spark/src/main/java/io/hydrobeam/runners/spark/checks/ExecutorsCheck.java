package io.hydrobeam.runners.spark.checks;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.hydrobeam.common.UserException;
import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.runners.spark.internals.OpenPackages;
import io.hydrobeam.runners.spark.internals.SparkSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Check of the executors by a trivial job. The executors must start, have this program and the
 * right Java, and agree with the clock of the driver.
 *
 * @param master the cluster
 */
public record ExecutorsCheck(Master master) implements Check {
  private static final int TASKS = 16;
  private static final long TO_COME_SECONDS = 60;
  private static final long SKEW_MILLIS = 5_000;

  /**
   * Report of a task about its executor.
   *
   * @param executor the id and host of the executor
   * @param closed the packages that Java does not open to Spark
   * @param millis the time of the clock of the executor, in epoch milliseconds
   */
  record Sight(String executor, List<String> closed, long millis) implements Serializable {
    static Sight here(OpenPackages required) {
      return new Sight(
          SparkEnv.get().executorId()
              + " on "
              + SparkEnv.get().blockManager().blockManagerId().host(),
          List.copyOf(required.closed()),
          System.currentTimeMillis());
    }
  }

  @Override
  public String name() {
    return "executors";
  }

  @Override
  public List<Finding> run() {
    SparkConf settings =
        master.settings().clone().setAppName("doctor").set("spark.ui.enabled", "false");
    SparkSettings.configureSpark();
    try (var spark = new JavaSparkContext(settings)) {
      // A finding reports failures in one line. Spark would print the same failure with a stack
      // trace first.
      spark.setLogLevel("OFF");
      return findings(sights(spark), System.currentTimeMillis());
    }
  }

  private List<Sight> sights(JavaSparkContext spark) {
    OpenPackages required = OpenPackages.required();
    JavaFutureAction<List<Sight>> job =
        spark
            .parallelize(Stream.generate(() -> required).limit(TASKS).toList(), TASKS)
            .map(Sight::here)
            .collectAsync();
    try {
      return job.get(TO_COME_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      job.cancel(true);
      throw UserException.failed(
          "%s granted no executor within %d s; request less (--executor-memory, "
              + "--executor-cores), or stop other applications",
          master.url(), TO_COME_SECONDS);
    } catch (ExecutionException e) {
      throw UserException.failed(
          "%s cannot run a job (%s); start it with bin/hydrobeam submit, and read the logs of "
              + "the executors",
          master.url(), UserException.rootCause(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserException.failed("interrupted while a job ran on %s", master.url());
    }
  }

  /**
   * Returns the findings about all executors.
   *
   * @param now the time of the driver after the last report, in epoch milliseconds
   */
  static List<Finding> findings(List<Sight> sights, long now) {
    Map<String, Sight> last =
        sights.stream()
            .collect(toMap(Sight::executor, s -> s, (a, b) -> later(a, b), TreeMap::new));
    var findings = new ArrayList<Finding>();
    for (Sight sight : last.values()) {
      if (!sight.closed.isEmpty()) {
        findings.add(
            Finding.failed(
                "executor %s: Spark may not reach into %s; give it Java 17 and the options of"
                    + " conf/java-options by spark.executor.extraJavaOptions",
                sight.executor, String.join(", ", sight.closed)));
      }
      long apart = sight.millis - now;
      if (Math.abs(apart) > SKEW_MILLIS) {
        findings.add(
            Finding.warn(
                "executor %s: its clock is %.1f s %s that of the driver; set the clocks",
                sight.executor, Math.abs(apart) / 1000.0, apart > 0 ? "ahead of" : "behind"));
      }
    }
    return findings.isEmpty()
        ? List.of(
            Finding.ok(
                "%d of them ran a job: %s",
                last.size(), last.keySet().stream().collect(joining(", "))))
        : findings;
  }

  private static Sight later(Sight one, Sight other) {
    return one.millis >= other.millis ? one : other;
  }
}
