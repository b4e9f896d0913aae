package io.hydrobeam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Syntax of options, help, error messages and exit codes, which all commands share. */
class CommandsTest {
  /** Command that ends as the test wants. */
  @CommandLine.Command(name = "end", description = "Ends.")
  private static final class End implements Callable<Integer> {
    private final Throwable with;
    private String seen = "";

    @Option(
        names = "--place",
        paramLabel = "DIR",
        required = true,
        description = "The place of 100%% of the files. Required.")
    private String place;

    @Option(names = "--count", defaultValue = "3", description = "How many. Default: 3.")
    private int count;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> words = List.of();

    End(Throwable with) {
      this.with = with;
    }

    @Override
    public Integer call() throws IOException {
      seen = String.join(" ", place, String.valueOf(count), String.valueOf(all), words.toString());
      if (with instanceof IOException e) {
        throw e;
      } else if (with instanceof RuntimeException e) {
        throw e;
      } else if (with instanceof Error e) {
        throw e;
      }
      return ExitCode.DONE;
    }
  }

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(End end, String... arguments) {
    return Commands.of(List.of(Command.annotated(end, line -> {})))
        .explaining(
            e -> e instanceof LinkageError ? Optional.of("install the library") : Optional.empty())
        .run(List.of(arguments), new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private int run(Throwable with) {
    return run(new End(with), "end", "--place=here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--place=x --count=5 --all w",
        "--place x --count 5 --all w",
        "w --all --count 5 --place=x"
      })
  void optionsTakeTheirValuesByEqualsSignAndBySpace(String arguments) {
    var end = new End(null);
    assertThat(run(end, ("end " + arguments).split(" "))).isZero();
    assertThat(end.seen).isEqualTo("x 5 true [w]");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"end --help", "end -h", "help end", "end --nonsense=1 --help"})
  void helpIsShownInsteadOfRunning(String arguments) {
    var end = new End(null);
    assertThat(run(end, arguments.split(" "))).isZero();
    assertThat(out.toString())
        .contains("bin/hydrobeam end", "--place=DIR", "100% of the files", "--help", "--version")
        .contains("Exit codes: 0 done");
    assertThat(end.seen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "end --version"})
  void versionNamesBuildAndJava(String arguments) {
    assertThat(run(new End(null), arguments.split(" "))).isZero();
    assertThat(out.toString())
        .contains("Hydrobeam " + Version.number(), "commit", System.getProperty("java.version"))
        .doesNotContain("${");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--place=x --counts=1 | there is no option --counts; did you mean --count?",
        "--place=x --counts 1 | there is no option --counts; did you mean --count?",
        "--place=x --count=many | --count does not take many. 'many' is not an int",
        "--place=x --count= | --count does not take . '' is not an int",
        "--count=1 | --place is missing. The place of 100% of the files. Required.",
        "--count=1 --place | --place needs a value. The place of 100% of the files. Required.",
        "--place --count=1 | --place needs a value. The place of 100% of the files. Required.",
        "--place=x --place=y | --place takes one value, not several"
      })
  void wrongUsageNamesTheOptionAndTheRemedy(String arguments, String message) {
    assertThat(run(new End(null), ("end " + arguments).split(" "))).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly("end: " + message, "'bin/hydrobeam end --help' lists the options.");
  }

  @Test
  void allErrorsAreReportedAtOnce() {
    assertThat(run(new End(null), "end", "--count=many", "--nonsense")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--count does not take", "--nonsense", "--place is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"begin", ""})
  void unknownCommandIsWrongUsage(String name) {
    assertThat(run(new End(null), name)).isEqualTo(2);
    assertThat(err.toString()).contains("must be the name of a command, end, but was '" + name);
  }

  @Test
  void userErrorsBecomeMessageAndExitCode() {
    assertThat(run(UserException.failed("no disk"))).isEqualTo(1);
    assertThat(err.toString().lines()).containsExactly("end: no disk");
    assertThat(run(UserException.invalid("no option"))).isEqualTo(2);
    assertThat(err.toString()).contains("end: no option", "'bin/hydrobeam end --help'");
  }

  @Test
  void userErrorInsideExceptionsOfARunnerIsFound() {
    assertThat(run(new RuntimeException(new IOException(UserException.failed("no disk")))))
        .isEqualTo(1);
    assertThat(err.toString().lines()).containsExactly("end: no disk");
  }

  @Test
  void malformedPathIsWrongUsage() {
    var noUri = new IllegalArgumentException(new URISyntaxException("hdfs://a:b:c", "bad port"));
    assertThat(run(noUri)).isEqualTo(2);
    assertThat(run(new InvalidPathException("a", "Nul character not allowed"))).isEqualTo(2);
    assertThat(err.toString())
        .contains("end: an option names a malformed path: bad port: hdfs://a:b:c")
        .contains("Nul character not allowed: a")
        .doesNotContain("\tat ");
  }

  @Test
  void otherFailureIsReportedByItsInnermostCause() {
    assertThat(run(new IOException("outer", new IOException("inner")))).isEqualTo(1);
    assertThat(err.toString()).contains("end: the command failed: inner");
  }

  @Test
  void explainedErrorIsReportedAndAnyOtherIsThrown() {
    assertThat(run(new NoClassDefFoundError("x"))).isEqualTo(1);
    assertThat(err.toString().lines()).containsExactly("end: install the library");
    assertThatThrownBy(() -> run(new AssertionError("bug"))).hasMessage("bug");
  }
}
