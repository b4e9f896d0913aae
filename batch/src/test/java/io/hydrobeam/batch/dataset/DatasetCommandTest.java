package io.hydrobeam.batch.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrobeam.cli.Commands;
import io.hydrobeam.cli.beam.DirectTestBackend;
import io.hydrobeam.common.UserException;
import io.hydrobeam.cycle.CycleLayout;
import io.hydrobeam.features.Samples;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.MomentsBuilder;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import io.hydrobeam.tables.PartitionBy;
import io.hydrobeam.tables.RowTable;
import io.hydrobeam.tables.WriteTable;
import io.hydrobeam.window.Windowing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.joda.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on the DirectRunner, from files to files. */
class DatasetCommandTest {
  private static final int CYCLES = 3;

  @TempDir private Path directory;
  private Path raw;

  @BeforeEach
  void writeMeasurements() throws IOException {
    raw = Files.createDirectory(directory.resolve("raw"));
    for (Sensor sensor : Sensor.all()) {
      var text = new StringBuilder();
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        text.append(
            String.join(
                "\t", Arrays.stream(samples(sensor, cycle)).mapToObj(Double::toString).toList()));
        text.append('\n');
      }
      Files.writeString(raw.resolve(sensor + ".txt"), text);
    }
    Files.writeString(raw.resolve("profile.txt"), "3\t100\t0\t130\t1\n".repeat(CYCLES));
  }

  private static double[] samples(Sensor sensor, int cycle) {
    return new Random(31L * cycle + sensor.ordinal())
        .ints(60L * sensor.hertz(), 1_000, 2_000)
        .mapToDouble(hundredths -> hundredths / 100.0)
        .toArray();
  }

  /** Writes the same cycles as the stream does; some windows may be left out. */
  private Path stream(List<Integer> cycles, int secondsOfLast) {
    var rows = new ArrayList<FeatureVector>();
    for (int cycle : cycles) {
      int seconds = cycle == CYCLES - 1 ? secondsOfLast : 60;
      for (int second = 0; second < seconds; second++) {
        var statistics = new EnumMap<Sensor, Statistics>(Sensor.class);
        for (Sensor sensor : Sensor.all()) {
          var moments = new MomentsBuilder();
          Arrays.stream(
                  samples(sensor, cycle), second * sensor.hertz(), (second + 1) * sensor.hertz())
              .forEach(moments::add);
          statistics.put(sensor, moments.build().statistics());
        }
        rows.add(
            Samples.row(
                "rig-1", cycle, Samples.START + (cycle * 60 + second) * 1000L, 0, statistics));
      }
    }
    Path streaming = directory.resolve("rows/streaming");
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(rows))
        .apply(
            WriteTable.at(
                streaming.toUri().toString(),
                new RowTable(PartitionBy.MINUTE),
                PartitionBy.MINUTE,
                new Windowing(Duration.standardSeconds(1), Duration.ZERO)));
    pipeline.run().waitUntilFinish();
    return streaming;
  }

  private Path dataset(String name, Path input, String... options) throws IOException {
    Path output = directory.resolve(name);
    var arguments = new ArrayList<>(List.of("--input=" + input, "--output=" + output));
    arguments.addAll(List.of(options));
    var command = new DatasetCommand(new DirectTestBackend());
    command.run(Commands.parse(command, arguments));
    return output;
  }

  private void refused(Path input, String[] options, String... parts) throws IOException {
    assertThatThrownBy(() -> dataset("refused", input, options))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(parts);
    assertThat(directory.resolve("refused")).doesNotExist();
    try (var left = Files.list(directory)) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith(".refused"));
    }
  }

  private String labels() {
    return "--labels=" + raw.resolve("profile.txt");
  }

  private static List<String[]> csv(Path dataset) throws IOException {
    return Files.readAllLines(dataset.resolve("data.csv")).stream()
        .map(line -> line.split(",", -1))
        .toList();
  }

  private static JsonNode manifest(Path dataset) throws IOException {
    return new ObjectMapper().readTree(dataset.resolve("manifest.json").toFile());
  }

  @Test
  void rowsOfTheStreamGiveTheSameAsTheMeasurementsThatTheyAreOf() throws IOException {
    List<String[]> fromRaw = csv(dataset("a", raw));
    List<String[]> fromRows = csv(dataset("b", stream(List.of(0, 1, 2), 60), labels()));
    assertThat(fromRows).hasSize(CYCLES + 1).hasSameSizeAs(fromRaw);
    assertThat(fromRows.get(0)).isEqualTo(fromRaw.get(0));
    List<String> names = List.of(fromRaw.get(0));
    for (int row = 1; row <= CYCLES; row++) {
      for (int column = 0; column < names.size(); column++) {
        String a = fromRaw.get(row)[column];
        String b = fromRows.get(row)[column];
        if (names.get(column).startsWith("cycle_")) {
          assertThat(a).isEmpty();
          assertThat(b).startsWith("2025-11-08T14:3");
        } else if (a.matches("-?[\\d.]+(E-?\\d+)?")) {
          assertThat(Double.parseDouble(b))
              .as(names.get(column))
              .isCloseTo(Double.parseDouble(a), within(1e-9));
        } else {
          assertThat(b).isEqualTo(a);
        }
      }
    }
    double[] first = samples(Sensor.PS1, 0);
    assertThat(Double.parseDouble(fromRaw.get(1)[names.indexOf("PS1_avg")]))
        .isCloseTo(Arrays.stream(first).average().orElseThrow(), within(1e-9));
  }

  @Test
  void ofTheTwoTablesOfAnOutputEachRowCountsOnce() throws IOException {
    Path streaming = stream(List.of(0, 1, 2), 60);
    Path output = streaming.getParent();
    Path compacted = output.resolve("compacted/year=2025/month=11/day=08/hour=14");
    Files.createDirectories(compacted);
    try (var files = Files.walk(streaming)) {
      Path some = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
      Files.copy(some, compacted.resolve("part-rig-1.parquet"));
    }
    Files.createDirectories(output.resolve("anomalies"));
    Files.writeString(output.resolve("anomalies/other.parquet"), "not rows");
    assertThat(dataset("a", output, labels()).resolve("data.csv"))
        .hasSameTextualContentAs(dataset("b", streaming, labels()).resolve("data.csv"));
  }

  @Test
  void workerWriteFailureIsReportedAndLeavesNothing() throws IOException {
    Path output = directory.resolve("refused");
    var span = new TimeSpan(Long.MIN_VALUE, Long.MAX_VALUE);
    try (var unfinished = DatasetDirectory.create(output.toString(), false)) {
      Path cycles = Path.of(DatasetJob.cycles(unfinished.work()).toUri().getPath());
      Files.delete(cycles);
      Files.writeString(cycles, "in the way");
      Pipeline pipeline = Pipeline.create();
      DatasetJob.assemble(
          pipeline,
          CycleSource.at(raw.toString()),
          RigConfig.standard(),
          new CycleLayout(60_000, 10),
          span,
          unfinished);
      assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
          .hasRootCauseInstanceOf(UserException.class)
          .rootCause()
          .hasMessageContainingAll("cannot write the data set to " + output, "make room");
    }
    assertThat(directory).isDirectoryNotContaining(path -> path.toString().contains("refused"));
  }

  @Test
  void sameAgainGivesTheSameBytes() throws IOException {
    Path first = dataset("a", raw, "--block=1", "--testShare=0.5");
    Path second = dataset("b", raw, "--block=1", "--testShare=0.5");
    for (String file : List.of("data.csv", "data.parquet", "manifest.json", "README.md")) {
      assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
    }
    JsonNode manifest = manifest(first);
    assertThat(manifest.at("/split/test").asInt()).isEqualTo(2);
    assertThat(manifest.at("/labels/valve/100/train").asInt()).isEqualTo(1);
    assertThat(manifest.at("/schema_sha256").asText()).hasSize(64);
    assertThat(manifest.at("/columns").size()).isEqualTo(csv(first).get(0).length);
    assertThat(manifest.at("/version").asText()).matches("\\d.*");
  }

  @Test
  void cyclesWithFaultsAreExcludedAndListedOrKept() throws IOException {
    Path rows = stream(List.of(0, 1, 2), 58);
    Path five = Files.writeString(directory.resolve("l.csv"), "cycle,valve\n0,73\n2,80\n9,90\n");
    Path dataset = dataset("a", rows, "--labels=" + five);
    assertThat(csv(dataset)).hasSize(2);
    JsonNode manifest = manifest(dataset);
    assertThat(manifest.at("/faults").toString())
        .contains("\"cycle\":1", "no_label", "no valve")
        .contains("\"cycle\":2", "incomplete", "58 of 60 s")
        .contains("\"excluded\":true");
    assertThat(manifest.at("/labels_without_cycle").toString()).isEqualTo("[\"9\"]");
    Path kept = dataset("b", rows, "--labels=" + five, "--incomplete=keep");
    assertThat(csv(kept)).hasSize(4);
    assertThat(manifest(kept).at("/faults").toString()).contains("\"excluded\":false");
  }

  @Test
  void outputThatIsThereIsReplacedOnlyWhenAskedFor() throws IOException {
    Path dataset = dataset("a", raw, "--format=csv");
    assertThat(dataset.resolve("data.parquet")).doesNotExist();
    assertThatThrownBy(() -> dataset("a", raw))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--overwrite");
    dataset("a", raw, "--format=parquet", "--overwrite");
    assertThat(dataset.resolve("data.csv")).doesNotExist();
    assertThat(dataset.resolve("data.parquet")).exists();
    Path other = Files.createDirectory(directory.resolve("c"));
    assertThatThrownBy(() -> dataset("c", raw, "--overwrite"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is not an exported data set");
    assertThat(other).isEmptyDirectory();
  }

  @Test
  void badInputIsNamedAndLeavesNothing() throws IOException {
    Path absent = directory.resolve("absent");
    refused(absent, new String[] {labels()}, "there is no input", "--input");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    refused(empty, new String[] {labels()}, "no Parquet files", "--input");
    Path rows = stream(List.of(0), 60);
    refused(rows, new String[] {}, "--labels=FILE is missing");
    refused(
        rows, new String[] {labels(), "--labelsFirstCycle=7"}, "none of the 1", "1 no_label (no ");
    refused(rows, new String[] {labels(), "--from=2030-01-01T00:00:00Z"}, "no cycles", "--from");
    Files.writeString(rows.resolve("year=2025/broken.parquet"), "no Parquet at all");
    refused(rows, new String[] {labels()}, "1 input files", "broken.parquet");
    Files.writeString(raw.resolve("TS1.txt"), "1\t".repeat(59) + "x\n" + "1\n".repeat(2));
    refused(raw, new String[] {}, "TS1.txt, line 1", "'x' in column 60");
    Files.writeString(raw.resolve("TS1.txt"), "1\n");
    refused(raw, new String[] {}, "TS1.txt has 1 rows");
    Files.delete(raw.resolve("TS1.txt"));
    refused(raw, new String[] {}, "has no TS1.txt");
  }

  @Test
  void wrongOptionsAreNamedTogether() {
    assertThatThrownBy(
            () ->
                dataset(
                    "a", raw, "--format=xml", "--incomplete=maybe", "--phases=0", "--from=noon"))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(
            "--format takes parquet or csv or both, not xml",
            "--incomplete takes exclude or keep",
            "--phases takes a whole number from 1",
            "--from takes a time such as");
  }

  @Test
  void numberThatComesAgainIsNotGuessed() throws IOException {
    Path rows = stream(List.of(0), 60);
    Path hour = rows.resolve("year=2025/month=11/day=08/hour=14");
    assertThat(hour).exists();
    var later = new ArrayList<FeatureVector>();
    later.add(Samples.row("rig-1", 0, Samples.START + 7_200_000, 0, Samples.full()));
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(later))
        .apply(
            WriteTable.at(
                rows.toUri().toString(),
                new RowTable(PartitionBy.SECOND),
                PartitionBy.SECOND,
                new Windowing(Duration.standardSeconds(1), Duration.ZERO)));
    pipeline.run().waitUntilFinish();
    refused(rows, new String[] {labels()}, "repeated", "--from");
    Path chosen = dataset("a", rows, labels(), "--to=2025-11-08T16:00:00Z");
    assertThat(csv(chosen)).hasSize(2);
  }
}
