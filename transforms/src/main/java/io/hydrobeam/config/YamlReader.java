package io.hydrobeam.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reader of YAML that collects all errors, so that a user sees them at once. Invalid parts are left
 * out of the results.
 */
final class YamlReader {
  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  private record Problem(int line, String text) {}

  YamlReader(String file) {
    this.file = file;
  }

  /** Returns the root of the document; empty for an empty or invalid document. */
  Optional<Node> read(String yaml) {
    try {
      var root = Optional.ofNullable(new Yaml(new LoaderOptions()).compose(new StringReader(yaml)));
      if (root.isEmpty()) {
        problem(1, "the file is empty; it takes the sections sensors, groups and limits");
      }
      return root;
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      syntax(mark == null ? 1 : mark.getLine() + 1, e.getProblem());
    } catch (ReaderException e) {
      var before = yaml.substring(0, Math.min(e.getPosition(), yaml.length()));
      syntax(1 + (int) before.chars().filter(c -> c == '\n').count(), "a character YAML forbids");
    } catch (YAMLException e) {
      syntax(1, e.getMessage());
    }
    return Optional.empty();
  }

  private void syntax(int line, String what) {
    problem(
        line,
        String.format(
            Locale.ROOT,
            "this is not YAML (%s); correct the line or the one above",
            what.lines().findFirst().orElse("")));
  }

  /**
   * Returns the values of a mapping in which each of these keys is required and no other is
   * allowed.
   *
   * @param node the mapping
   * @param owner the name of the mapping, for error messages
   * @param what the noun for a key, such as "sensor"
   * @param examples an example entry for each key, for the remedies in error messages
   */
  Map<String, Node> entries(Node node, String owner, String what, Map<String, String> examples) {
    return entries(node, owner, what, examples, Set.of());
  }

  /** Returns the values of a mapping in which some keys are optional. */
  Map<String, Node> entries(
      Node node, String owner, String what, Map<String, String> examples, Set<String> optional) {
    var entries = new LinkedHashMap<String, Node>();
    if (!(node instanceof MappingNode mapping)) {
      problem(
          node,
          String.format(
              Locale.ROOT,
              "%s is %s; it takes entries such as %s",
              owner,
              described(node),
              examples.values().iterator().next()));
      return entries;
    }
    var given = new LinkedHashMap<String, Integer>();
    for (NodeTuple entry : mapping.getValue()) {
      Node keyNode = entry.getKeyNode();
      String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : described(keyNode);
      Integer first = given.putIfAbsent(key, line(keyNode));
      if (!examples.containsKey(key)) {
        unknown(keyNode, what, key, examples.keySet());
      } else if (first != null) {
        problem(
            keyNode,
            String.format(
                Locale.ROOT, "%s %s occurs twice, first in line %d; remove one", what, key, first));
      } else {
        entries.put(key, entry.getValueNode());
      }
    }
    examples.forEach(
        (key, example) -> {
          if (!given.containsKey(key) && !optional.contains(key)) {
            problem(
                node,
                String.format(
                    Locale.ROOT, "%s %s is missing in %s; add %s", what, key, owner, example));
          }
        });
    return entries;
  }

  /** Returns the items of a list of known words, at least one and without repetition. */
  List<String> words(Node node, String owner, String what, List<String> known) {
    var words = new ArrayList<String>();
    if (!(node instanceof SequenceNode sequence)) {
      problem(
          node,
          String.format(
              Locale.ROOT,
              "%s is %s; it takes a list such as [%s]",
              owner,
              described(node),
              known.get(0)));
      return words;
    }
    if (sequence.getValue().isEmpty()) {
      problem(node, String.format(Locale.ROOT, "%s has no %s; name one at least", owner, what));
    }
    for (Node item : sequence.getValue()) {
      String word = item instanceof ScalarNode scalar ? scalar.getValue() : described(item);
      if (!known.contains(word)) {
        unknown(item, what, word, known);
      } else if (words.contains(word)) {
        problem(
            item,
            String.format(Locale.ROOT, "%s %s is twice in %s; remove one", what, word, owner));
      } else {
        words.add(word);
      }
    }
    return words;
  }

  /** Returns two finite numbers, the first below the second. */
  Optional<double[]> range(Node node, String owner) {
    String takes = "two finite numbers, the lesser first, such as [0, 250]";
    if (node instanceof SequenceNode sequence && sequence.getValue().size() == 2) {
      var from = number(sequence.getValue().get(0), owner, -Double.MAX_VALUE, takes);
      var to = number(sequence.getValue().get(1), owner, -Double.MAX_VALUE, takes);
      if (from.isEmpty() || to.isEmpty()) {
        return Optional.empty();
      } else if (from.get() < to.get()) {
        return Optional.of(new double[] {from.get(), to.get()});
      }
    }
    problem(node, String.format(Locale.ROOT, "%s is invalid; it takes %s", owner, takes));
    return Optional.empty();
  }

  /** Adds another error at this node. */
  void wrong(Node node, String text) {
    problem(node, text);
  }

  /** Returns a text, which must not be blank. */
  Optional<String> text(Node node, String owner) {
    if (node instanceof ScalarNode scalar
        && !scalar.getTag().equals(Tag.NULL)
        && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue());
    }
    problem(node, String.format(Locale.ROOT, "%s is %s; it takes a text", owner, described(node)));
    return Optional.empty();
  }

  /** Returns a finite number above the bound. */
  Optional<Double> number(Node node, String owner, double above, String takes) {
    if (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)) {
      try {
        double number = Double.parseDouble(((ScalarNode) node).getValue());
        if (Double.isFinite(number) && number > above) {
          return Optional.of(number);
        }
      } catch (NumberFormatException e) {
        // YAML accepts numbers such as 0x10, .inf or 1_000, but a user hardly means them.
      }
    }
    problem(
        node, String.format(Locale.ROOT, "%s is %s; it takes %s", owner, described(node), takes));
    return Optional.empty();
  }

  /** Throws if there are any errors. */
  void check() throws RigConfigException {
    if (!problems.isEmpty()) {
      throw new RigConfigException(
          problems.stream()
              .sorted(Comparator.comparingInt(Problem::line))
              .map(p -> String.format(Locale.ROOT, "%s:%d: %s", file, p.line, p.text))
              .toList());
    }
  }

  private void unknown(Node node, String what, String word, Collection<String> known) {
    problem(
        node,
        String.format(
            Locale.ROOT,
            "unknown %s %s; the %ss are %s",
            what,
            word,
            what,
            String.join(", ", known)));
  }

  private void problem(Node node, String text) {
    problem(line(node), text);
  }

  private void problem(int line, String text) {
    problems.add(new Problem(line, text.replaceAll("\\s*\\R\\s*", " ")));
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private static String described(Node node) {
    if (node instanceof MappingNode) {
      return "a mapping";
    } else if (node instanceof SequenceNode) {
      return "a list";
    }
    var scalar = (ScalarNode) node;
    boolean quoted = !scalar.isPlain();
    return scalar.getValue().isBlank()
        ? "empty"
        : quoted ? "the text \"" + scalar.getValue() + '"' : scalar.getValue();
  }
}
