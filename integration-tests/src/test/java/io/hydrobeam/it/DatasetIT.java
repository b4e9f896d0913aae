package io.hydrobeam.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands {@code dataset} and {@code dataset-check} on the measured cycles at one value a
 * second, as a person starts them: the same bytes on both runners, and labels that can be learnt.
 */
final class DatasetIT {
  private static final Duration TO_END = Duration.ofMinutes(5);
  private static final Path MEASURED = Path.of(System.getProperty("one.hz.data"));

  @TempDir private Path directory;

  @Test
  void bothRunnersMakeTheSameDataSetAndItsLabelsCanBeLearnt() throws IOException {
    assumeTrue(Files.isDirectory(MEASURED), "no measured cycles at " + MEASURED);
    Path onSpark = dataset("SparkRunner");
    Path onDirect = dataset("DirectRunner");
    for (String file : List.of("data.parquet", "data.csv", "manifest.json", "README.md")) {
      assertThat(onSpark.resolve(file)).hasSameBinaryContentAs(onDirect.resolve(file));
    }
    var check = check(onSpark, "cooler:0.99,valve:0.99,pump:0.99,accumulator:0.92,stable:0.85");
    assertThat(check.exitCode()).as("%s", check).isZero();
    assertThat(check.out()).contains("1,764 cycles", "accumulator", "linear", "forest");
  }

  @Test
  void corruptFileIsNamedOnSparkWithoutAStackTrace() throws IOException {
    Path input = Files.createDirectories(directory.resolve("streaming/year=2025/month=11"));
    Files.writeString(input.resolve("part.parquet"), "no Parquet at all");
    Path labels = Files.writeString(directory.resolve("labels.csv"), "cycle,valve\n0,73\n");
    Path output = directory.resolve("output");
    var ended =
        Hydrobeam.run(
            TO_END,
            "dataset",
            List.of(
                "--input=" + directory.resolve("streaming"),
                "--labels=" + labels,
                "--output=" + output));
    assertThat(ended.exitCode()).as("%s", ended).isEqualTo(1);
    assertThat(ended.err())
        .contains("1 input files cannot be used", "part.parquet")
        .doesNotContain("\tat ", " ERROR ");
    assertThat(output).doesNotExist();
  }

  private Path dataset(String runner) {
    Path output = directory.resolve(runner);
    var ended =
        Hydrobeam.run(
            TO_END,
            "dataset",
            List.of("--runner=" + runner, "--input=" + MEASURED, "--output=" + output));
    assertThat(ended.exitCode()).as("%s", ended).isZero();
    return output;
  }

  /** The linear classifier is the best here, so that a small forest will do. */
  private static Hydrobeam.Ended check(Path dataset, String floors) {
    return Hydrobeam.run(
        TO_END, "dataset-check", List.of("--dataset=" + dataset, "--trees=5", "--floor=" + floors));
  }
}
