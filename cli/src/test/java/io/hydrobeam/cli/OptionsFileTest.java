package io.hydrobeam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Option;

class OptionsFileTest {
  @CommandLine.Command(name = "note", description = "Notes.")
  private static final class Note implements Callable<Integer> {
    @Option(names = "--place", required = true, description = "The place. Required.")
    private String place;

    @Option(names = "--count", defaultValue = "3", description = "How many. Default: 3.")
    private int count;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Option(names = "--names", split = ",", description = "Names.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
      return ExitCode.DONE;
    }
  }

  @TempDir private Path directory;
  private final Note note = new Note();
  private final StringWriter err = new StringWriter();

  private int run(String name, String content, String... arguments) throws IOException {
    Path file = Files.writeString(directory.resolve(name), content);
    var all = new ArrayList<>(List.of("note", "--optionsFile=" + file));
    all.addAll(List.of(arguments));
    return Commands.of(List.of(Command.annotated(note, line -> {})))
        .run(all, new PrintWriter(err, true), new PrintWriter(err, true));
  }

  @Test
  void yamlSetsOptionsAndListsOfValues() throws IOException {
    assertThat(run("o.yaml", "place: here\ncount: 5\nall: true\nnames: [a, b]\n")).isZero();
    assertThat(note.place).isEqualTo("here");
    assertThat(note.count).isEqualTo(5);
    assertThat(note.all).isTrue();
    assertThat(note.names).containsExactly("a", "b");
  }

  @Test
  void propertiesSetOptions() throws IOException {
    assertThat(run("o.properties", "place=here\nnames=a,b\n")).isZero();
    assertThat(note.place).isEqualTo("here");
    assertThat(note.names).containsExactly("a", "b");
    assertThat(note.count).isEqualTo(3);
  }

  @Test
  void commandLineTakesPrecedence() throws IOException {
    assertThat(run("o.yaml", "place: here\ncount: 5\n", "--place", "there")).isZero();
    assertThat(note.place).isEqualTo("there");
    assertThat(note.count).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "place: x\\ncuont: 1 | there is no option --cuont",
        "count: 1 | --place is missing",
        "place: x\\ncount: many | --count",
        "place: {a: 1} | place takes a value or a list",
        "just words | is malformed",
        "place: x\\nplace: y | is malformed",
        "'place: [' | is malformed"
      })
  void mistakesNameTheOptionOrTheFile(String content, String message) throws IOException {
    assertThat(run("o.yaml", content.replace("\\n", "\n"))).isEqualTo(2);
    assertThat(err.toString()).contains(message).doesNotContain("\tat ");
  }

  @Test
  void missingFileIsNamed() {
    int code =
        Commands.of(List.of(Command.annotated(note, line -> {})))
            .run(
                List.of("note", "--optionsFile", directory.resolve("absent").toString()),
                new PrintWriter(err, true),
                new PrintWriter(err, true));
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--optionsFile names a file that cannot be read", "absent");
  }
}
