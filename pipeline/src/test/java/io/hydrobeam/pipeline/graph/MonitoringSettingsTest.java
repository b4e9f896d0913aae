package io.hydrobeam.pipeline.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.Commands;
import io.hydrobeam.cli.ExitCode;
import io.hydrobeam.cli.beam.DirectTestBackend;
import io.hydrobeam.cli.beam.PipelineArguments;
import io.hydrobeam.common.UserException;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.parse.ReadingParser;
import io.hydrobeam.tables.PartitionBy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.options.ApplicationNameOptions;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The command line: options, help and what is said of wrong ones. */
class MonitoringSettingsTest {
  private static final String OUTPUT = "--output=file:///tmp/hydrobeam";

  private static MonitoringOptions parse(String... arguments) {
    var pipelineArguments = PipelineArguments.of(MonitoringOptions.class, new DirectTestBackend());
    ParseResult parsed = Commands.parse(command(pipelineArguments), List.of(arguments));
    return pipelineArguments.options(parsed, Map.of("tempLocation", "/tmp/by-default"));
  }

  private static MonitoringSettings settings(String... arguments) {
    return MonitoringSettings.of(parse(arguments));
  }

  private static List<String> problems(String... arguments) {
    UserException e = catchThrowableOfType(UserException.class, () -> settings(arguments));
    assertThat(e).as("refusal of %s", List.of(arguments)).isNotNull();
    assertThat(ExitCode.of(e)).isEqualTo(2);
    return e.getMessage().lines().toList();
  }

  /** The command stream without the work. */
  private static Command command(PipelineArguments<MonitoringOptions> arguments) {
    return new Command() {
      @Override
      public CommandSpec spec() {
        return arguments.spec(
            "stream", List.of(PipelineArguments.option("--tempLocation", "DIR", "Default: none.")));
      }

      @Override
      public int run(ParseResult parsed) {
        return ExitCode.DONE;
      }
    };
  }

  private static String help() {
    var out = new StringWriter();
    var command = command(PipelineArguments.of(MonitoringOptions.class, new DirectTestBackend()));
    int code =
        Commands.of(List.of(command))
            .run(List.of("help", "stream"), new PrintWriter(out), new PrintWriter(out));
    assertThat(code).isZero();
    return out.toString();
  }

  @Test
  void defaultsAreThoseOfTheDesign() {
    MonitoringOptions options = parse(OUTPUT);
    assertThat(options.getBootstrapServers()).isEqualTo("localhost:9092");
    assertThat(options.getPartitionBy()).isEqualTo(PartitionBy.SECOND);
    assertThat(options.getRunner()).isEqualTo(DirectRunner.class);
    assertThat(options.getTempLocation()).isEqualTo("/tmp/by-default");
    MonitoringSettings settings = MonitoringSettings.of(options);
    assertThat(settings.windowing().size()).isEqualTo(Duration.standardSeconds(1));
    assertThat(settings.windowing().allowedLateness()).isEqualTo(Duration.standardSeconds(10));
    assertThat(settings.clock().delay()).isEqualTo(Duration.standardSeconds(1));
    assertThat(settings.clock().stopWhenIdle()).isNull();
    assertThat(settings.topics().features()).isEqualTo("hydraulic-features");
  }

  @Test
  void runnerShowsWhatItRunsByThisName() {
    assertThat(parse(OUTPUT).as(ApplicationNameOptions.class).getAppName())
        .isEqualTo("hydrobeam-monitoring");
    assertThat(parse(OUTPUT, "--appName=rigs").as(ApplicationNameOptions.class).getAppName())
        .isEqualTo("rigs");
  }

  @Test
  void configurationThatIsBuiltInIsTheStandardRig() {
    assertThat(settings(OUTPUT).rig()).isEqualTo(RigConfig.standard());
  }

  @Test
  void optionsThatAreGivenHold() {
    MonitoringOptions options =
        parse(OUTPUT, "--tempLocation=/elsewhere", "--partitionBy=MINUTE", "--runner=SparkRunner");
    assertThat(options.getTempLocation()).isEqualTo("/elsewhere");
    assertThat(options.getPartitionBy()).isEqualTo(PartitionBy.MINUTE);
    MonitoringSettings settings =
        settings(OUTPUT, "--window=0.25", "--allowedLateness=0", "--stopWhenIdle=2.5");
    assertThat(settings.windowing().size()).isEqualTo(Duration.millis(250));
    assertThat(settings.windowing().allowedLateness()).isEqualTo(Duration.ZERO);
    assertThat(settings.clock().stopWhenIdle()).isEqualTo(Duration.millis(2_500));
    assertThat(settings.clock().idleTimeout()).isEqualTo(Duration.millis(2_500));
    assertThat(settings.clock().file()).isEqualTo(Duration.millis(250));
    assertThat(settings(OUTPUT, "--partitionBy=MINUTE").clock().file())
        .isEqualTo(Duration.standardMinutes(1));
  }

  @Test
  void missingOutputIsNamedWithWhatItTakes() {
    assertThat(problems("--window=1"))
        .singleElement()
        .asString()
        .contains("--output is missing", "hdfs://HOST:PORT/PATH", "file:///PATH");
  }

  @Test
  void outputWithoutASchemeIsRefused() {
    for (String output : List.of("/tmp/x", "relative", "", "hdfs", "C:\\x")) {
      assertThat(problems("--output=" + output))
          .singleElement()
          .asString()
          .contains("--output takes hdfs://HOST:PORT/PATH or file:///PATH");
    }
  }

  @Test
  void valueOfTheWrongKindIsNamedWithWhatItsOptionTakes() {
    assertThat(problems(OUTPUT, "--window=fast"))
        .singleElement()
        .asString()
        .contains("--window does not take fast", "in seconds");
    assertThat(problems(OUTPUT, "--partitionBy=HOUR"))
        .singleElement()
        .asString()
        .contains("--partitionBy does not take HOUR", "SECOND", "MINUTE");
    assertThat(problems(OUTPUT, "--stopWhenIdle=soon"))
        .singleElement()
        .asString()
        .contains("--stopWhenIdle does not take soon");
  }

  @Test
  void unknownOptionIsNamed() {
    assertThat(problems(OUTPUT, "--windoww=1"))
        .containsExactly("there is no option --windoww; did you mean --window?");
  }

  @Test
  void argumentThatIsNoOptionIsNamed() {
    assertThat(problems(OUTPUT, "window=1", "--window"))
        .containsExactly(
            "--window needs a value. The length of a window in seconds, at most 60. Each row covers one"
                + " window. Default: 1.0.",
            "unexpected argument window=1; options have the form --option=value or --option value");
  }

  @Test
  void allWrongOptionsAreNamedAtOnce() {
    assertThat(problems("--window=fast", "--nonsense=1", "loose"))
        .hasSize(4)
        .anyMatch(line -> line.contains("--window does not take fast"))
        .anyMatch(line -> line.contains("--nonsense"))
        .anyMatch(line -> line.contains("loose"))
        .anyMatch(line -> line.contains("--output is missing"));
  }

  @Test
  void allValuesOutOfRangeAreNamedAtOnce() {
    assertThat(
            problems(
                "--output=nowhere",
                "--window=0",
                "--allowedLateness=-1",
                "--watermarkDelay=NaN",
                "--idleTimeout=0",
                "--maxClockSkew=-0.5",
                "--maxFuture=-1",
                "--stopWhenIdle=0",
                "--startAt=yesterday",
                "--defaultZone=Mars/Olympus",
                "--earliestTimestamp=1969-12-31",
                "--defaultRig=",
                "--readers=0",
                "--alertsJdbcUser=hydrobeam"))
        .containsExactly(
            "--window takes a number of seconds from 0.001 on, not 0.0",
            "--allowedLateness takes a number of seconds from 0.0 on, not -1.0",
            "--watermarkDelay takes a number of seconds from 0.0 on, not NaN",
            "--idleTimeout takes a number of seconds from 0.001 on, not 0.0",
            "--maxClockSkew takes a number of seconds from 0.0 on, not -0.5",
            "--maxFuture takes a number of seconds from 0.0 on, not -1.0",
            "--stopWhenIdle takes a number of seconds from 0.001 on, not 0.0",
            "--startAt takes earliest, latest, committed or a time such as 2025-11-08T14:30:00Z, not yesterday",
            "--defaultZone takes a time zone such as UTC, +01:00 or Europe/Berlin, not Mars/Olympus",
            "--earliestTimestamp takes a day or a time from 1970-01-01 to now, such as 2000-01-01 or"
                + " 2000-01-01T00:00:00Z, not 1969-12-31",
            "--defaultRig takes a name of 1 to 255 bytes in UTF-8",
            "--output takes hdfs://HOST:PORT/PATH or file:///PATH, not nowhere; other schemes need"
                + " their Beam file system in HYDROBEAM_CLASSPATH",
            "--readers must be at least 1, but was 0",
            "--alertsJdbcUser and --alertsJdbcPasswordFile require --alertsJdbcUrl. Add it, or "
                + "omit them");
  }

  @Test
  void valueAboveTheRangeNamesTheUpperBound() {
    assertThat(problems(OUTPUT, "--rigGoneAfter=2e9", "--watermarkDelay=Infinity"))
        .containsExactly(
            "--watermarkDelay takes a number of seconds from 0.0 to 1000000000, not Infinity",
            "--rigGoneAfter takes a number of seconds from 60.0 to 1000000000, not 2.0E9");
  }

  @Test
  void startAtInTheFutureIsRefused() {
    assertThat(problems(OUTPUT, "--startAt=2999-01-01T00:00:00Z"))
        .containsExactly("--startAt must not be in the future, but was 2999-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2999-01-01", "yesterday", "2020-01-01T00:00:00", "2020-13-01", ""})
  void earliestTimestampThatIsNonePastIsNamed(String text) {
    assertThat(problems(OUTPUT, "--earliestTimestamp=" + text))
        .singleElement()
        .asString()
        .contains("--earliestTimestamp");
  }

  @ParameterizedTest
  @CsvSource({
    "2000-01-01, 2000-01-01T00:00:00Z",
    "1970-01-01, 1970-01-01T00:00:00Z",
    "2020-06-01T12:00:00+02:00, 2020-06-01T10:00:00Z"
  })
  void earliestTimestampGoesToTheParser(String text, Instant earliest) {
    assertThat(parser("--earliestTimestamp=" + text))
        .isEqualTo(ReadingParser.of("hydraulic-", "rig-1", ZoneId.of("UTC"), earliest));
  }

  private static ReadingParser parser(String option) {
    return MonitoringSettings.withoutFiles(parse(OUTPUT, option)).parser();
  }

  @Test
  void maxFutureIsAnHourOrTheGreatestSkewAndNoLess() {
    assertThat(settings(OUTPUT).clock().maxFuture().getStandardSeconds()).isEqualTo(3_600);
    assertThat(settings(OUTPUT, "--maxClockSkew=7200").clock().maxFuture().getStandardSeconds())
        .isEqualTo(7_200);
    assertThat(settings(OUTPUT, "--maxFuture=600").clock().maxFuture().getStandardSeconds())
        .isEqualTo(600);
    assertThat(problems(OUTPUT, "--maxFuture=599"))
        .containsExactly(
            "--maxFuture takes at least the --maxClockSkew of 600.0 seconds, not 599.0");
  }

  @Test
  void optionThatIsGivenTwiceIsNamed() {
    assertThat(problems(OUTPUT, "--window=1", "--window=2"))
        .containsExactly("--window takes one value, not several");
  }

  @Test
  void percentSignInAWrongValueIsShownAsItIs() {
    assertThat(problems(OUTPUT, "--window=100%s"))
        .singleElement()
        .asString()
        .contains("does not take 100%s");
  }

  @Test
  void configurationThatIsNotThereOrCannotBeReadIsNamed(@TempDir Path directory) {
    Path missing = directory.resolve("rig.yaml");
    assertThat(problems(OUTPUT, "--config=" + missing))
        .containsExactly("--config names a file that does not exist: " + missing);
    assertThat(problems(OUTPUT, "--config=" + directory))
        .singleElement()
        .asString()
        .contains("--config names a file that cannot be read: " + directory);
  }

  @Test
  void configurationThatIsWrongIsNamedWithItsLine(@TempDir Path directory) throws IOException {
    String standard = Files.readString(Path.of("..", "conf", "rig.yaml"));
    Path wrong = directory.resolve("wrong.yaml");
    Files.writeString(wrong, standard.replace("high_pressure: 300", "high_pressure: much"));
    assertThat(problems(OUTPUT, "--config=" + wrong))
        .singleElement()
        .asString()
        .contains("wrong.yaml", "high_pressure", "much")
        .containsPattern(":\\d+|line \\d+");

    Files.write(wrong, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(problems(OUTPUT, "--config=" + wrong).get(0)).contains("wrong.yaml");
  }

  @Test
  void configurationOfOnesOwnHolds(@TempDir Path directory) throws IOException {
    String standard = Files.readString(Path.of("..", "conf", "rig.yaml"));
    Path own = directory.resolve("own.yaml");
    Files.writeString(own, standard.replace("high_pressure: 300", "high_pressure: 250.5"));
    assertThat(settings(OUTPUT, "--config=" + own).rig().limits().highPressure()).isEqualTo(250.5);
  }

  @Test
  void helpListsEveryOptionWithItsDefault() {
    String help = help();
    String words = help.replaceAll("\\s+", " ");
    assertThat(words)
        .contains("Usage: bin/hydrobeam stream [--option=value ...]")
        .containsPattern("--output=TEXT [^-]* Required\\.")
        .containsPattern("--partitionBy=SECOND\\|MINUTE [^=]* Default: SECOND\\.")
        .containsPattern("--window=NUMBER [^=]* Default: 1\\.0\\.")
        .containsPattern("--bootstrapServers=TEXT [^=]* Default: localhost:9092\\.")
        .contains("--tempLocation=DIR Default: none.")
        .contains("Exit codes: 0 done, 1 failed while running, 2 wrong usage.")
        .doesNotContain("--jobName");
    for (var method : MonitoringOptions.class.getDeclaredMethods()) {
      if (method.getName().startsWith("set")) {
        String option =
            Character.toLowerCase(method.getName().charAt(3)) + method.getName().substring(4);
        assertThat(help).contains("--" + option);
      }
    }
    assertThat(help.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void innermostCauseIsReported() {
    var cause = new IOException("disk full\nand more");
    assertThat(UserException.rootCause(new RuntimeException("wrapped", cause)))
        .isEqualTo("disk full");
    assertThat(UserException.rootCause(new IllegalStateException()))
        .isEqualTo("IllegalStateException");
    assertThat(UserException.failed("%s of %s", 1, 2)).hasMessage("1 of 2");
    assertThat(ExitCode.of(UserException.failed("x"))).isEqualTo(1);
  }
}
