package io.hydrobeam.cli;

import static java.util.Comparator.comparing;

import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Help on the options of a command, from the annotations of the options interface. */
public final class CommandHelp {
  private static final int WIDTH = 92;

  private final Class<? extends PipelineOptions> options;

  private CommandHelp(Class<? extends PipelineOptions> options) {
    this.options = options;
  }

  /**
   * Returns the help on the options declared by this interface itself, without inherited options.
   */
  public static CommandHelp of(Class<? extends PipelineOptions> options) {
    return new CommandHelp(options);
  }

  /** Prints an introduction, every option, and any further text that is not empty. */
  public void print(PrintStream out, String introduction, String... more) {
    out.println(introduction);
    options().forEach(getter -> print(out, getter));
    for (String text : more) {
      if (!text.isEmpty()) {
        out.println(text);
      }
    }
  }

  /** Returns the description of an option; empty for an option of the runner or of Beam. */
  public String description(String option) {
    return options()
        .filter(getter -> name(getter).equals(option))
        .map(getter -> getter.getAnnotation(Description.class).value())
        .findFirst()
        .orElse("");
  }

  /** Returns the names of the required options. */
  List<String> required() {
    return options()
        .filter(getter -> getter.isAnnotationPresent(Validation.Required.class))
        .map(CommandHelp::name)
        .toList();
  }

  /** Returns true for a boolean option, which may stand without a value. */
  boolean isSwitch(String option) {
    return options()
        .anyMatch(getter -> name(getter).equals(option) && getter.getReturnType() == boolean.class);
  }

  private Stream<Method> options() {
    return Arrays.stream(options.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Description.class))
        .sorted(comparing(CommandHelp::name));
  }

  private static void print(PrintStream out, Method getter) {
    out.printf(Locale.ROOT, "  --%s=%s%s%n", name(getter), type(getter), defaultOf(getter));
    var line = new StringBuilder("     ");
    for (String word : getter.getAnnotation(Description.class).value().split(" ")) {
      if (line.length() + 1 + word.length() > WIDTH) {
        out.println(line);
        line = new StringBuilder("     ");
      }
      line.append(' ').append(word);
    }
    out.println(line);
  }

  private static String name(Method getter) {
    String name = getter.getName().replaceFirst("^(get|is)", "");
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static String type(Method getter) {
    Class<?> type = getter.getReturnType();
    if (type.isEnum()) {
      return String.join(
          "|", Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
    }
    if (type == boolean.class) {
      return "true|false";
    }
    if (List.class.isAssignableFrom(type)) {
      return "TEXT,...";
    }
    return type == String.class ? "TEXT" : "NUMBER";
  }

  private static String defaultOf(Method getter) {
    if (getter.isAnnotationPresent(Validation.Required.class)) {
      return " (required)";
    }
    return Arrays.stream(getter.getAnnotations())
        .filter(a -> a.annotationType().getEnclosingClass() == Default.class)
        .map(a -> " (default " + value(a) + ")")
        .findFirst()
        .orElse("");
  }

  private static Object value(Annotation annotation) {
    try {
      return annotation.annotationType().getMethod("value").invoke(annotation);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(annotation + " has no value", e);
    }
  }
}
