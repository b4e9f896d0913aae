package io.hydrobeam.it;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the option tables of docs/configuration.md with the help of each command. */
class DocumentedOptionsIT {
  private static final Path CONFIGURATION = Path.of("..", "docs", "configuration.md");
  private static final Path USER_GUIDE = Path.of("..", "docs", "user-guide.md");
  private static final Duration TO_END = Duration.ofSeconds(60);
  private static final Pattern ROW = Pattern.compile("\\| `--(\\w+)` \\| ([^|]*) \\|.*");
  private static final Pattern DEFAULT = Pattern.compile("Default: ([^ /]+)\\.$");

  /** The commands that the launcher names, but for the one that takes another program's options. */
  static List<String> commands() {
    Hydrobeam.Ended help = Hydrobeam.run(TO_END, "help", List.of());
    assertThat(help.exitCode()).isZero();
    return Pattern.compile("(?m)^ {2}([a-z][a-z-]*) {2,}")
        .matcher(help.out())
        .results()
        .map(match -> match.group(1))
        .filter(command -> !command.equals("submit"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void optionsAndDefaultsAreThoseOfTheHelp(String command) throws IOException {
    SortedMap<String, String> documented = documented(command);
    SortedMap<String, String> help = help(command);
    assertThat(documented.keySet()).as("options of %s", command).isEqualTo(help.keySet());
    help.forEach(
        (option, value) ->
            assertThat(documented.get(option))
                .as("default of --%s of %s", option, command)
                .startsWith(value));
  }

  @Test
  void userGuideListsAllCommands() throws IOException {
    String guide = Files.readString(USER_GUIDE);
    assertThat(commands()).hasSizeGreaterThan(10);
    assertThat(commands()).allSatisfy(name -> assertThat(guide).contains("| `" + name + "` | "));
  }

  /** Second columns of the tables below the heading that names the command, by option. */
  private static SortedMap<String, String> documented(String command) throws IOException {
    var options = new TreeMap<String, String>();
    boolean inside = false;
    for (String line : Files.readAllLines(CONFIGURATION)) {
      if (line.matches("#{1,3} .*")) {
        inside = List.of(line.replaceFirst("#+ ", "").split(", ")).contains(command);
      }
      var row = ROW.matcher(line);
      if (inside && row.matches()) {
        options.put(row.group(1), row.group(2));
      }
    }
    return options;
  }

  /** Defaults as the document writes them, by option; empty where the help names none. */
  private static SortedMap<String, String> help(String command) {
    Hydrobeam.Ended ended = Hydrobeam.run(TO_END, command, List.of("--help"));
    assertThat(ended.exitCode()).isZero();
    var start = Pattern.compile(" {2}(?:-\\w,| {3}) --(\\w+)\\b.*");
    var blocks = new TreeMap<String, Stream.Builder<String>>();
    String option = "help";
    for (String line : ended.out().lines().toList()) {
      var begins = start.matcher(line);
      option = begins.matches() ? begins.group(1) : option;
      blocks.computeIfAbsent(option, name -> Stream.builder()).add(line.strip());
    }
    List.of("help", "version", "optionsFile").forEach(blocks::remove);
    var options = new TreeMap<String, String>();
    for (Map.Entry<String, Stream.Builder<String>> block : blocks.entrySet()) {
      options.put(block.getKey(), value(block.getValue().build().collect(joining(" "))));
    }
    return options;
  }

  private static String value(String block) {
    if (block.endsWith("Required.")) {
      return "required";
    }
    var value = DEFAULT.matcher(block);
    if (!value.find()) {
      return "";
    }
    return value.group(1).equals("none") ? "none" : "`" + value.group(1) + "`";
  }
}
