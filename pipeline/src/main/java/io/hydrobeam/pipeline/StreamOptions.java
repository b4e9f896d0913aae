package io.hydrobeam.pipeline;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Reads the options from the command line. */
final class StreamOptions {
  private static final Pattern OPTION = Pattern.compile("--([A-Za-z0-9]+)=(.*)", Pattern.DOTALL);

  private StreamOptions() {}

  /**
   * The options of a command line.
   *
   * @throws CommandException naming every argument that is wrong and what it takes
   */
  static MonitoringOptions parse(List<String> arguments, Backend backend) {
    var all = new ArrayList<String>();
    var problems = new ArrayList<String>();
    for (String argument : arguments) {
      if (!argument.startsWith("--runner=")) {
        check(argument, problems);
        all.add(argument);
      }
    }
    if (problems.isEmpty()) {
      checkRepeated(all, problems);
    }
    if (arguments.stream().noneMatch(a -> a.startsWith("--output="))) {
      problems.add("--output=DIR is missing. " + StreamHelp.description("output"));
    }
    if (!problems.isEmpty()) {
      throw CommandException.usage("%s", String.join(System.lineSeparator(), problems));
    }
    backend.defaults().forEach((name, value) -> addUnlessSet(all, name, value));
    try {
      MonitoringOptions options =
          PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).as(MonitoringOptions.class);
      options.setRunner(backend.runner());
      return options;
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("%s", CommandException.rootCause(e));
    }
  }

  /** Reads one argument alone, so that a problem can be laid at its door. */
  private static void check(String argument, List<String> problems) {
    Matcher option = OPTION.matcher(argument);
    if (!option.matches()) {
      problems.add("options have the form --option=value, not " + argument);
      return;
    }
    String name = option.group(1);
    try {
      PipelineOptionsFactory.fromArgs(argument).as(MonitoringOptions.class);
    } catch (IllegalArgumentException e) {
      problems.add(
          e.getMessage() != null && e.getMessage().contains("missing a property")
              ? "there is no option --" + name
              : "--%s does not take %s. %s"
                  .formatted(name, option.group(2), StreamHelp.description(name))
                  .strip());
    }
  }

  /** Reads what has one name together: Beam takes several values for lists only. */
  private static void checkRepeated(List<String> arguments, List<String> problems) {
    arguments.stream()
        .collect(groupingBy(argument -> argument.substring(0, argument.indexOf('='))))
        .forEach(
            (name, same) -> {
              try {
                PipelineOptionsFactory.fromArgs(same.toArray(String[]::new))
                    .as(MonitoringOptions.class);
              } catch (IllegalArgumentException e) {
                problems.add(name + " takes one value, not several");
              }
            });
  }

  private static void addUnlessSet(List<String> arguments, String name, String value) {
    String prefix = "--" + name + "=";
    if (arguments.stream().noneMatch(a -> a.startsWith(prefix))) {
      arguments.add(prefix + value);
    }
  }
}
