package io.hydrobeam.pipeline;

import static java.util.Comparator.comparing;

import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** What {@code stream --help} says, from the annotations of the options. */
final class StreamHelp {
  private static final int WIDTH = 92;

  private StreamHelp() {}

  static void print(PrintStream out, Backend backend) {
    out.println("bin/hydrobeam stream --output=DIR [--option=value ...]");
    out.println();
    out.println(
        "Watches rigs: reads the sensor topics, keeps one row a second and rig, and alerts.");
    out.println("Runs on --runner=SparkRunner (the default) or --runner=DirectRunner (for tests).");
    out.println("Exit codes: 0 done, 1 failed while running, 2 wrong usage.");
    out.println();
    options().forEach(getter -> print(out, getter));
    out.println(backend.help());
  }

  /** What an option takes, in a sentence; empty for an option of the runner or of Beam. */
  static String description(String option) {
    return options()
        .filter(getter -> name(getter).equals(option))
        .map(getter -> getter.getAnnotation(Description.class).value())
        .findFirst()
        .orElse("");
  }

  private static Stream<Method> options() {
    return Arrays.stream(MonitoringOptions.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Description.class))
        .sorted(comparing(StreamHelp::name));
  }

  private static void print(PrintStream out, Method getter) {
    out.printf("  --%s=%s%s%n", name(getter), type(getter), defaultOf(getter));
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
    String name = getter.getName().substring("get".length());
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static String type(Method getter) {
    Class<?> type = getter.getReturnType();
    if (type.isEnum()) {
      return String.join(
          "|", Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
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
