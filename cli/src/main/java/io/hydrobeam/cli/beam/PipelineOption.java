package io.hydrobeam.cli.beam;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Option of a pipeline, described by the annotations of its getter.
 *
 * @param getter method of an options interface
 */
record PipelineOption(Method getter) {
  /** Returns true for a getter whose interface has the setter, too. */
  static boolean isGetter(Method method) {
    return method.getParameterCount() == 0
        && method.getName().matches("(get|is)[A-Z].*")
        && Arrays.stream(method.getDeclaringClass().getMethods())
            .anyMatch(
                other ->
                    other.getParameterCount() == 1
                        && other
                            .getName()
                            .equals(method.getName().replaceFirst("^(get|is)", "set")));
  }

  /** Returns the name without hyphens, as in {@code topicPrefix}. */
  String name() {
    String name = getter.getName().replaceFirst("^(get|is)", "");
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /** Returns the option for the parser and the help. */
  OptionSpec.Builder spec() {
    boolean isList = List.class.isAssignableFrom(getter.getReturnType());
    OptionSpec.Builder option =
        OptionSpec.builder("--" + name())
            .paramLabel(label())
            .required(isRequired())
            .type(isList ? List.class : String.class)
            .auxiliaryTypes(String.class)
            .description(description().replace("%", "%%"));
    return isSwitch() ? option.arity("0..1").fallbackValue("true") : option.arity("1");
  }

  private boolean isSwitch() {
    return getter.getReturnType() == boolean.class || getter.getReturnType() == Boolean.class;
  }

  private boolean isRequired() {
    return getter.isAnnotationPresent(Validation.Required.class);
  }

  private String label() {
    Class<?> type = getter.getReturnType();
    if (type.isEnum()) {
      return String.join(
          "|", Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
    }
    if (isSwitch()) {
      return "true|false";
    }
    if (List.class.isAssignableFrom(type)) {
      return "TEXT,...";
    }
    return type == String.class ? "TEXT" : "NUMBER";
  }

  private String description() {
    Description description = getter.getAnnotation(Description.class);
    String text = description == null ? "" : description.value();
    if (isRequired()) {
      return text + " Required.";
    }
    return Arrays.stream(getter.getAnnotations())
        .filter(a -> a.annotationType().getEnclosingClass() == Default.class)
        .filter(a -> a.annotationType() != Default.InstanceFactory.class)
        .map(a -> String.format(Locale.ROOT, "%s Default: %s.", text, value(a)))
        .findFirst()
        .orElse(text);
  }

  private static Object value(Annotation annotation) {
    try {
      return annotation.annotationType().getMethod("value").invoke(annotation);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(annotation + " has no value", e);
    }
  }
}
