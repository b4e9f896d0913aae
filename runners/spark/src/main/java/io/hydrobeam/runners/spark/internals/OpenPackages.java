package io.hydrobeam.runners.spark.internals;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Packages of Java that must be open to reflection from the class path.
 *
 * @param names the packages, each as MODULE/PACKAGE
 */
public record OpenPackages(List<String> names) implements Serializable {
  private static final Pattern OPTION = Pattern.compile("(?m)^--add-opens=(.+)=ALL-UNNAMED$");

  /** Returns the packages opened by {@code conf/java-options}. */
  public static OpenPackages required() {
    try (InputStream in =
        OpenPackages.class.getResourceAsStream("/io/hydrobeam/runners/spark/java-options")) {
      return of(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static OpenPackages of(String options) {
    List<MatchResult> found = OPTION.matcher(options).results().toList();
    return new OpenPackages(found.stream().map(option -> option.group(1)).toList());
  }

  /** Returns the required packages that are not open in this process. */
  public List<String> closed() {
    return names.stream().filter(name -> !isOpen(name)).toList();
  }

  private static boolean isOpen(String name) {
    String[] parts = name.split("/", 2);
    return ModuleLayer.boot()
        .findModule(parts[0])
        .filter(module -> module.isOpen(parts[1], OpenPackages.class.getModule()))
        .isPresent();
  }
}
