package io.hydrobeam.tables;

import static io.hydrobeam.features.Samples.anomaly;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.features.Samples;
import io.hydrobeam.model.WindowFindings;
import io.hydrobeam.model.WindowFindingsCoder;
import io.hydrobeam.window.Windowing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The number of entries that a lasting condition makes in the directories of a table. */
class DirectoryLimitTest {
  private static final long MIDNIGHT = Instant.parse("2025-11-08T00:00:00Z").getMillis();
  private static final int HOURS = 2;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(PartitionBy.class)
  void lastingAnomalyMakesOneFilePerMinuteAndDirectoryPerHour(PartitionBy by) throws IOException {
    List<WindowFindings> lasting =
        IntStream.range(0, HOURS * 3_600)
            .mapToObj(second -> anomaly("rig-1", second / 60, MIDNIGHT + second * 1_000L, 310))
            .map(Samples::findings)
            .toList();
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    pipeline
        .apply(Create.of(lasting).withCoder(WindowFindingsCoder.of()))
        .apply(
            WriteTable.at(
                directory.toUri().toString(),
                new AnomalyTable(by),
                PartitionBy.SECOND,
                new Windowing(Duration.standardSeconds(1), Duration.ZERO)));
    pipeline.run().waitUntilFinish();

    Map<String, Integer> entries = entries();
    String day = "year=2025/month=11/day=08";
    assertThat(entries.get(day)).isEqualTo(HOURS);
    assertThat(entries.get(day + "/hour=00")).isEqualTo(60);
    assertThat(entries.values()).allMatch(count -> count <= 60);
  }

  /** The entries of each directory that readers see. */
  private Map<String, Integer> entries() throws IOException {
    var entries = new TreeMap<String, Integer>();
    try (Stream<Path> paths = Files.walk(directory)) {
      paths
          .filter(path -> !path.equals(directory) && !path.toString().contains("/.incoming"))
          .map(path -> directory.relativize(path.getParent()).toString())
          .forEach(parent -> entries.merge(parent, 1, Integer::sum));
    }
    return entries;
  }
}
