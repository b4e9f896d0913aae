package io.hydrobeam.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.batch.baseline.BaselineCommand;
import io.hydrobeam.batch.evaluate.EvaluateCommand;
import io.hydrobeam.cli.BaselineOption;
import io.hydrobeam.cli.Commands;
import io.hydrobeam.cli.beam.DirectTestBackend;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.Sensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands baseline and evaluate as a person runs them, over seven cycles of each of four
 * conditions at one value a second.
 */
class DetectorCommandsTest {
  private static final int EACH = 7;
  private static final List<String> CONDITIONS = List.of("100\t100", "3\t100", "100\t73", "3\t73");

  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;

  @BeforeEach
  void writeCyclesAndListen() throws IOException {
    var profile = new StringBuilder();
    CONDITIONS.forEach(c -> profile.append((c + "\t0\t130\t0\n").repeat(EACH)));
    Files.writeString(directory.resolve("profile.txt"), profile);
    for (Sensor sensor : Sensor.all()) {
      Files.writeString(directory.resolve(sensor + ".txt"), cycles(sensor));
    }
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  /** A wave; a worn cooler makes it warmer, a worn valve lowers the pressures. */
  private static String cycles(Sensor sensor) {
    var random = new Random(sensor.ordinal());
    var text = new StringBuilder();
    for (int cycle = 0; cycle < CONDITIONS.size() * EACH; cycle++) {
      String condition = CONDITIONS.get(cycle / EACH);
      double worn =
          switch (sensor.quantity()) {
            case TEMPERATURE -> condition.startsWith("3") ? 8 : 0;
            case PRESSURE -> condition.endsWith("73") ? -5 : 0;
            default -> 0;
          };
      for (int second = 0; second < 60; second++) {
        double wave = 50 + 10 * Math.sin(2 * Math.PI * second / 60);
        text.append(second == 0 ? "" : "\t").append(wave + worn + 0.3 * random.nextGaussian());
      }
      text.append('\n');
    }
    return text.toString();
  }

  private int run(String... arguments) {
    return Commands.of(
            List.of(
                new BaselineCommand(new DirectTestBackend()),
                new EvaluateCommand(new DirectTestBackend())))
        .run(List.of(arguments));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void normalCyclesTeachBaselineAndOthersTeachFaults() {
    Path file = directory.resolve("normal.json");
    int exitCode =
        run(
            "baseline",
            "--input=" + directory,
            "--labels=profile.txt",
            "--where=cooler=100,valve=100",
            "--output=" + file);
    assertThat(exitCode).as(complained()).isZero();
    assertThat(said()).contains("from 7 cycles, 0 to 6; 0 cycles", "wrote " + file);
    var rates = new EnumMap<Sensor, Double>(Sensor.class);
    Sensor.all().forEach(sensor -> rates.put(sensor, 1.0));
    var baseline = BaselineOption.read(file.toString(), RigConfig.standard().at(rates));
    assertThat(baseline.provenance().cycles()).isEqualTo(7);
    assertThat(baseline.provenance().historyConditions()).isGreaterThanOrEqualTo(3);
    assertThat(baseline.signatures()).extracting(s -> s.component().label()).contains("cooler");
  }

  @Test
  void invalidBaselineInputIsNamed() {
    String output = "--output=" + directory.resolve("normal.json");
    assertThat(run("baseline", "--input=" + directory, output, "--where=cooler=100")).isEqualTo(2);
    assertThat(complained()).contains("--where needs the labels");
    assertThat(run("baseline", "--input=" + directory, output, "--cycles=7-3")).isEqualTo(2);
    assertThat(complained()).contains("--cycles takes A-B, such as 0-7, not 7-3");
    assertThat(run("baseline", "--input=" + directory.resolve("absent"), output)).isEqualTo(1);
    assertThat(complained()).contains("there is no input", "--input");
    assertThat(run("baseline", "--input=hdfs://localhost:1/rigs", output)).isEqualTo(1);
    assertThat(complained()).contains("cannot read the input hdfs://localhost:1/rigs", "--input");
    assertThat(run("baseline", "--input=" + directory)).isEqualTo(2);
    assertThat(complained()).contains("--output");
    assertThat(directory.resolve("normal.json")).doesNotExist();
  }

  @Test
  void unwritableBaselineIsReportedAndOldOneStays() throws IOException {
    Path file = Files.writeString(directory.resolve("normal.json"), "old");
    Files.createDirectories(directory.resolve(".normal.json.incoming/in-the-way"));
    assertThat(run("baseline", "--input=" + directory, "--cycles=0-6", "--output=" + file))
        .isEqualTo(1);
    assertThat(complained()).contains("cannot write " + file, "free disk space", "--output");
    assertThat(file).hasContent("old");
  }

  @Test
  void detectorsAreJudgedByEachStepOfWear() throws IOException {
    Path report = directory.resolve("report");
    int exitCode =
        run("evaluate", "--dataset=" + directory, "--labels=profile.txt", "--output=" + report);
    assertThat(exitCode).as(complained()).isZero();
    assertThat(said()).contains("cooler 100 to 3", "valve 100 to 73", "cross_sensor");
    // 28 cycles, 17 sensors
    assertThat(said()).containsPattern("dropout +476 +100\\.0% +100\\.0% +3 +0\\.0%");
    assertThat(said()).containsPattern("(?s)spike +476 .*stuck +476 .*drift +476 ");
    assertThat(Files.readString(report.resolve("evaluation.json")))
        .contains("cooler", "valve", "\"fault\" : \"stuck\"", "within_3_seconds");
    assertThat(Files.readString(report.resolve("evaluation.html")))
        .contains("<svg", "<th>dropout</th>", "<td>100.0 % (100.0 %)</td>", "</html>");
  }

  @Test
  void withoutTwoConditionsThereIsNothingToJudgeBy() throws IOException {
    Path labels = directory.resolve("same.txt");
    Files.writeString(labels, "100\t100\t0\t130\t0\n".repeat(CONDITIONS.size() * EACH));
    assertThat(run("evaluate", "--dataset=" + directory, "--labels=" + labels)).isEqualTo(2);
    assertThat(complained()).contains("is not sufficient for an evaluation");
  }

  @Test
  void twoConditionsWithoutAThirdAreNothingToJudgeBy() throws IOException {
    Path labels = directory.resolve("two.txt");
    int all = CONDITIONS.size() * EACH;
    Files.writeString(
        labels,
        "100\t100\t0\t130\t0\n".repeat(all / 2) + "20\t100\t0\t130\t0\n".repeat(all - all / 2));
    assertThat(run("evaluate", "--dataset=" + directory, "--labels=" + labels)).isEqualTo(2);
    assertThat(complained()).contains("three conditions with at least five stable cycles");
  }
}
