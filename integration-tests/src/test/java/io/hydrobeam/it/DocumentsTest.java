package io.hydrobeam.it;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks what the Markdown files of the project refer to: files, headings and classes. */
class DocumentsTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Path DECISIONS = HOME.resolve("docs/decisions");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern HELD_BY = Pattern.compile("(?ms)^## Held by$(.*)");
  private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:[.#]\\w+)?`");
  private static final Set<String> OF_BEAM =
      Set.of("KafkaIO", "ParquetIO", "FixedWindows", "CombinePerKey", "CoGroupByKey", "GroupByKey");

  @Test
  void everyRelativeLinkNamesAFileAndAHeading() throws IOException {
    var broken = new ArrayList<String>();
    for (Path document : files(".md")) {
      String text = withoutCode(document);
      for (String link : all(LINK, text)) {
        if (!link.matches("[a-z]+:.*") && !exists(document, link)) {
          broken.add(HOME.relativize(document) + ": " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyDecisionIsInTheIndexAndHasItsSections() throws IOException {
    String index = Files.readString(DECISIONS.resolve("README.md"));
    List<Path> decisions =
        files(".md").stream()
            .filter(file -> file.startsWith(DECISIONS) && !file.endsWith("README.md"))
            .toList();
    assertThat(decisions).hasSizeGreaterThan(50);
    for (Path decision : decisions) {
      String name = decision.getFileName().toString();
      assertThat(name).matches("\\d{4}-[a-z0-9-]+\\.md");
      assertThat(index).contains("](" + name + ")");
      assertThat(all(HEADING, withoutCode(decision)))
          .as(name)
          .contains("Context", "Decision", "Consequences", "Held by");
    }
  }

  /** A class that is renamed is renamed in the documents, too. */
  @Test
  void everyClassNamedInADecisionOrTheArchitectureExists() throws IOException {
    Set<String> classes =
        files(".java").stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(toSet());
    var missing = new ArrayList<String>();
    for (Path document : files(".md")) {
      for (String name : classesNamedIn(document)) {
        if (!classes.contains(name) && !OF_BEAM.contains(name)) {
          missing.add(HOME.relativize(document) + ": " + name);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static List<String> classesNamedIn(Path document) throws IOException {
    if (document.endsWith("docs/architecture.md")) {
      return all(CLASS, withoutCode(document));
    }
    var heldBy = HELD_BY.matcher(Files.readString(document));
    return document.startsWith(DECISIONS) && heldBy.find()
        ? all(CLASS, heldBy.group(1))
        : List.of();
  }

  private static boolean exists(Path document, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).toAbsolutePath();
    if (!Files.exists(file)) {
      return false;
    }
    return parts.length == 1 || anchors(file.normalize()).contains(parts[1]);
  }

  /** The anchors that GitHub makes of headings. */
  private static Set<String> anchors(Path document) throws IOException {
    Map<String, Integer> seen = new HashMap<>();
    var anchors = new HashSet<String>();
    for (String heading : all(HEADING, withoutCode(document))) {
      String anchor =
          heading
              .toLowerCase(Locale.ROOT)
              .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int number = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(number == 0 ? anchor : anchor + "-" + number);
    }
    return anchors;
  }

  private static String withoutCode(Path document) throws IOException {
    return FENCED.matcher(Files.readString(document)).replaceAll("");
  }

  private static List<String> all(Pattern pattern, String text) {
    Stream<MatchResult> results = pattern.matcher(text).results();
    return results.map(match -> match.group(1)).toList();
  }

  private static List<Path> files(String suffix) throws IOException {
    var files = new ArrayList<Path>();
    Files.walkFileTree(
        HOME,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            String name = directory.getFileName().toString();
            return name.equals("target") || name.startsWith(".") && !directory.equals(HOME)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(suffix)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
