package io.hydrobeam.learning;

import io.hydrobeam.learning.LabelCheck.Figures;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Printed table of the results of a data set. */
final class CheckTable {
  private CheckTable() {}

  /** Prints the header line. */
  static void printHead(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%-12s %-7s %7s %8s %9s  %s%n",
        "label",
        "",
        "random",
        "blocked",
        "shuffled",
        "F1 in blocks, by class");
  }

  /** Prints the results of a label. */
  static void print(PrintStream out, LabelCheck check) {
    String name = check.label().column();
    for (Figures figures : check.figures()) {
      out.printf(
          Locale.ROOT,
          "%-12s %-7s %7.3f %8.3f %9.3f  %s%n",
          name,
          figures.classifier(),
          figures.random().accuracy(),
          figures.blocked().accuracy(),
          figures.shuffled().accuracy(),
          scores(check.classes(), figures.blocked()));
      name = "";
    }
    out.printf(
        Locale.ROOT,
        "%-12s most frequent class %.3f; most important single features: %s%n",
        "",
        commonest(check.classes()),
        String.join(", ", check.telling()));
  }

  private static String scores(Classes classes, Confusion confusion) {
    return IntStream.range(0, classes.count())
        .mapToObj(c -> String.format(Locale.ROOT, "%d: %.3f", classes.values()[c], confusion.f1(c)))
        .collect(Collectors.joining("  "));
  }

  private static double commonest(Classes classes) {
    return IntStream.range(0, classes.count())
            .mapToLong(c -> Arrays.stream(classes.of()).filter(of -> of == c).count())
            .max()
            .orElseThrow()
        / (double) classes.of().length;
  }
}
