package io.hydrobeam.cli;

import static java.util.stream.Collectors.groupingBy;

import io.hydrobeam.common.UserException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Parser of the options of a command. A boolean option may stand without a value.
 *
 * @param <T> options interface of the command
 */
public final class CommandOptions<T extends PipelineOptions> {
  private static final Pattern OPTION =
      Pattern.compile("--([A-Za-z0-9]+)(?:=(.*))?", Pattern.DOTALL);

  private final Class<T> type;
  private final CommandHelp help;
  private final List<String> problems = new ArrayList<>();

  private CommandOptions(Class<T> type) {
    this.type = type;
    this.help = CommandHelp.of(type);
  }

  /**
   * Parses the options of a command that runs on a runner.
   *
   * @param defaults values by option name, used unless the command line sets the option
   * @throws UserException listing every invalid argument with its valid values
   */
  public static <T extends PipelineOptions> T parse(
      List<String> arguments,
      Class<T> type,
      Class<? extends PipelineRunner<?>> runner,
      Map<String, String> defaults) {
    var all = new HashMap<>(defaults);
    // Otherwise the runner's web page shows the name of this class.
    all.putIfAbsent("appName", "hydrobeam-" + subject(type));
    T options = new CommandOptions<>(type).parse(arguments, all);
    options.setRunner(runner);
    return options;
  }

  private static String subject(Class<?> options) {
    return options.getSimpleName().replace("Options", "").toLowerCase(Locale.ROOT);
  }

  /**
   * Parses the options of a command without a runner.
   *
   * @throws UserException listing every invalid argument with its valid values
   */
  public static <T extends PipelineOptions> T parse(List<String> arguments, Class<T> type) {
    return new CommandOptions<>(type).parse(arguments, Map.of());
  }

  private T parse(List<String> arguments, Map<String, String> defaults) {
    var all = new ArrayList<String>();
    for (String argument : arguments) {
      if (!argument.startsWith("--runner=")) {
        check(argument);
        all.add(argument);
      }
    }
    if (problems.isEmpty()) {
      checkRepeated(all);
    }
    for (String option : help.required()) {
      if (arguments.stream().noneMatch(a -> a.startsWith("--" + option + "="))) {
        problems.add(
            String.format(Locale.ROOT, "--%s is missing. %s", option, help.description(option)));
      }
    }
    if (!problems.isEmpty()) {
      throw UserException.invalid("%s", String.join(System.lineSeparator(), problems));
    }
    defaults.forEach((name, value) -> addUnlessSet(all, name, value));
    try {
      return PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).as(type);
    } catch (IllegalArgumentException e) {
      throw UserException.invalid("%s", UserException.rootCause(e));
    }
  }

  /** Parses one argument alone, so that an error can name the argument. */
  private void check(String argument) {
    Matcher option = OPTION.matcher(argument);
    if (!option.matches() || option.group(2) == null && !help.isSwitch(option.group(1))) {
      problems.add("options have the form --option=value, not " + argument);
      return;
    }
    String name = option.group(1);
    try {
      PipelineOptionsFactory.fromArgs(argument).as(type);
    } catch (IllegalArgumentException e) {
      problems.add(
          e.getMessage() != null && e.getMessage().contains("missing a property")
              ? "there is no option --" + name
              : String.format(
                      Locale.ROOT,
                      "--%s does not take %s. %s",
                      name,
                      option.group(2),
                      help.description(name))
                  .strip());
    }
  }

  /**
   * Parses arguments of the same name together, since Beam accepts several values only for lists.
   */
  private void checkRepeated(List<String> arguments) {
    arguments.stream()
        .collect(groupingBy(argument -> argument.replaceFirst("(?s)=.*", "")))
        .forEach(
            (name, same) -> {
              try {
                PipelineOptionsFactory.fromArgs(same.toArray(String[]::new)).as(type);
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
