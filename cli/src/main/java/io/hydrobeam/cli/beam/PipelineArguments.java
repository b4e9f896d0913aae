package io.hydrobeam.cli.beam;

import static java.util.Comparator.comparing;

import io.hydrobeam.common.UserException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/**
 * Converts an interface of pipeline options into options of a command, and parsed arguments back
 * into pipeline options. The help lists the options that the interface itself declares with a
 * description, and those named by the backend. Inherited options and the options of all runners on
 * the class path are accepted, too.
 *
 * @param <T> options interface of the command
 */
public final class PipelineArguments<T extends PipelineOptions> {
  /** The launcher chooses the runner by the class path. */
  private static final String RUNNER = "runner";

  private final Class<T> type;
  private final Backend backend;

  private PipelineArguments(Class<T> type, Backend backend) {
    this.type = type;
    this.backend = backend;
  }

  /** Returns the arguments of a command that runs on this backend. */
  public static <T extends PipelineOptions> PipelineArguments<T> of(
      Class<T> type, Backend backend) {
    return new PipelineArguments<>(type, backend);
  }

  /**
   * Returns an option of a runner for the help.
   *
   * @param name the name with two hyphens
   * @param label the placeholder of the value
   */
  public static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .description(description)
        .type(String.class)
        .arity("1")
        .build();
  }

  /** Creates the specification of a command without further options. */
  public CommandSpec spec(String name) {
    return spec(name, List.of());
  }

  /**
   * Creates the specification of a command.
   *
   * @param name the name of the command
   * @param more further options listed by the help, after those of the interface and the backend
   */
  public CommandSpec spec(String name, List<OptionSpec> more) {
    CommandSpec command = CommandSpec.create().name(name);
    var listed = new LinkedHashMap<String, OptionSpec>();
    Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Description.class))
        .map(PipelineOption::new)
        .sorted(comparing(PipelineOption::name))
        .forEach(option -> listed.put(option.name(), build(option.spec(), option.name())));
    Stream.concat(backend.options().stream(), more.stream())
        .forEach(
            option -> {
              String optionName = option.longestName().substring(2);
              listed.put(optionName, build(option.toBuilder(), optionName));
            });
    for (Method getter : getters()) {
      var option = new PipelineOption(getter);
      listed.computeIfAbsent(
          option.name(), unlisted -> build(option.spec().hidden(true).required(false), unlisted));
    }
    listed.values().forEach(command::addOption);
    return command;
  }

  /** Returns the names of all options of Beam and the runners. */
  private Set<String> names() {
    return getters().stream()
        .map(getter -> new PipelineOption(getter).name())
        .collect(Collectors.toSet());
  }

  private String subject() {
    return type.getSimpleName().replace("Options", "").toLowerCase(Locale.ROOT);
  }

  /** Returns all getters of options: those of the interface, and those of Beam and the runners. */
  private List<Method> getters() {
    var interfaces = new ArrayList<Class<?>>(List.of(type));
    ServiceLoader.load(PipelineOptionsRegistrar.class)
        .forEach(registrar -> registrar.getPipelineOptions().forEach(interfaces::add));
    return interfaces.stream()
        .flatMap(options -> Arrays.stream(options.getMethods()))
        .filter(PipelineOption::isGetter)
        .toList();
  }

  private OptionSpec build(OptionSpec.Builder option, String name) {
    return option.converters(value -> checked(name, value, option)).build();
  }

  /** Parses one value alone, so that an error can name the option. */
  private String checked(String name, String value, OptionSpec.Builder option) {
    if (!name.equals(RUNNER)) {
      try {
        PipelineOptionsFactory.fromArgs("--" + name + "=" + value).as(type);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            String.join(" ", option.description()).replace("%%", "%"));
      }
    }
    return value;
  }

  /**
   * Returns the pipeline options of parsed arguments, with the runner of the backend.
   *
   * @param defaults values by option name, used unless the arguments set the option
   */
  public T options(ParseResult parsed, Map<String, String> defaults) {
    var values = new HashMap<>(defaults);
    // Otherwise the runner's web page shows the name of a class.
    values.putIfAbsent("appName", "hydrobeam-" + subject());
    var arguments = new ArrayList<String>();
    Set<String> accepted = names();
    for (OptionSpec option : parsed.commandSpec().options()) {
      String name = option.longestName().substring(2);
      Object value = option.getValue();
      if (value == null || name.equals(RUNNER) || !accepted.contains(name)) {
        continue;
      }
      values.remove(name);
      List<?> all = value instanceof List<?> list ? list : List.of(value);
      all.forEach(one -> arguments.add("--" + name + "=" + one));
    }
    values.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    try {
      T options = PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).as(type);
      options.setRunner(backend.runner());
      FileSystems.setDefaultPipelineOptions(options);
      return options;
    } catch (IllegalArgumentException e) {
      throw UserException.invalid("%s", UserException.rootCause(e));
    }
  }
}
