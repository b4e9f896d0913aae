package io.hydrobeam.cli;

import io.hydrobeam.common.UserException;
import io.hydrobeam.common.Utf8;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Option values of the file named by {@code --optionsFile}: YAML with one mapping, or Java
 * properties if the name ends with {@code .properties}. Keys are option names without hyphens. The
 * values of the command line take precedence.
 */
final class OptionsFile implements IDefaultValueProvider {
  static final String OPTION = "--optionsFile";

  private final Map<String, String> values;
  private final IDefaultValueProvider others;

  private OptionsFile(Map<String, String> values, IDefaultValueProvider others) {
    this.values = values;
    this.others = others;
  }

  /**
   * Reads the file that the arguments name, if any, and lets its values be the defaults of the
   * command.
   *
   * @throws UserException if the file cannot be read, or names an option that the command lacks
   */
  static void applyTo(CommandSpec command, List<String> arguments) {
    String file = named(arguments);
    if (file == null) {
      return;
    }
    Map<String, String> values = read(file);
    List<String> unknown =
        values.keySet().stream()
            .filter(name -> command.findOption("--" + name) == null)
            .map(name -> "--" + name)
            .toList();
    if (!unknown.isEmpty()) {
      throw UserException.invalid(
          "%s=%s: there is no option %s", OPTION, file, String.join(", ", unknown));
    }
    command.defaultValueProvider(new OptionsFile(values, command.defaultValueProvider()));
  }

  private static String named(List<String> arguments) {
    String file = null;
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).startsWith(OPTION + "=")) {
        file = arguments.get(i).substring(OPTION.length() + 1);
      } else if (arguments.get(i).equals(OPTION) && i + 1 < arguments.size()) {
        file = arguments.get(i + 1);
      }
    }
    return file;
  }

  private static Map<String, String> read(String file) {
    try {
      String text = Utf8.text(Path.of(file));
      return file.endsWith(".properties") ? properties(text) : yaml(file, text);
    } catch (IOException e) {
      throw UserException.invalid(
          "%s names a file that cannot be read: %s (%s)", OPTION, file, UserException.rootCause(e));
    } catch (YAMLException | IllegalArgumentException e) {
      throw UserException.invalid(
          "%s=%s is malformed. It takes one 'option: value' a line. %s",
          OPTION, file, e.getMessage());
    }
  }

  private static Map<String, String> properties(String text) throws IOException {
    var properties = new Properties();
    properties.load(new StringReader(text));
    var values = new LinkedHashMap<String, String>();
    properties
        .stringPropertyNames()
        .forEach(name -> values.put(name, properties.getProperty(name)));
    return values;
  }

  private static Map<String, String> yaml(String file, String text) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object document = new Yaml(new SafeConstructor(options)).load(text);
    var values = new LinkedHashMap<String, String>();
    if (document == null) {
      return values;
    }
    if (!(document instanceof Map<?, ?> mapping)) {
      throw new IllegalArgumentException("The document is not a mapping.");
    }
    mapping.forEach((name, value) -> values.put(String.valueOf(name), text(file, name, value)));
    return values;
  }

  private static String text(String file, Object name, Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    if (value instanceof Map || value == null) {
      throw UserException.invalid(
          "%s=%s: %s takes a value or a list of values", OPTION, file, name);
    }
    return value.toString();
  }

  @Override
  public String defaultValue(ArgSpec argument) throws Exception {
    if (argument instanceof OptionSpec option) {
      String value = values.get(option.longestName().substring(2));
      if (value != null) {
        return value;
      }
    }
    return others == null ? null : others.defaultValue(argument);
  }
}
