package io.hydrobeam.config;

import io.hydrobeam.model.AlertRules;
import io.hydrobeam.model.AlertRules.Rule;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.Feature;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.Bounds;
import io.hydrobeam.model.RigConfig.Levels;
import io.hydrobeam.model.RigConfig.Limits;
import io.hydrobeam.model.RigConfig.SensorSpec;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Signal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Parser of a rig's configuration in YAML, such as {@code conf/rig.yaml}. Sensors, groups and
 * limits are required. Components, detectors, alerts and feature levels are optional, with
 * defaults. All errors are reported together.
 */
public final class RigConfigParser {
  // Example of each entry, for the remedies in error messages.
  private static final Map<String, String> SECTIONS =
      inOrder(
          "sensors: {PS1: {unit: bar, hertz: 100}, ...}",
          "groups: {flow: [FS1, FS2], ...}",
          "limits: {high_pressure: 300, ...}",
          "components: {cooler: [TS1, CE], ...}",
          "detectors: {zscore_outlier: {warning: 15, critical: 30}, ...}",
          "features: {pressure_mean: {warning_above: 100}, ...}",
          "alerts: {patience: 12, ...}");
  private static final Set<String> OPTIONAL_SECTIONS =
      Set.of("components", "detectors", "features", "alerts");
  private static final Map<String, String> SENSORS =
      inOrder(
          Sensor.all().stream()
              .map(
                  s ->
                      String.format(
                          Locale.ROOT, "%s: {unit: \"%s\", hertz: %d}", s, s.unit(), s.hertz()))
              .toArray(String[]::new));
  private static final Map<String, String> FIELDS =
      inOrder(
          "unit: bar",
          "hertz: 100",
          "range: [0, 250]",
          "critical_below: 1",
          "warning_below: 2",
          "warning_above: 180",
          "critical_above: 200",
          "clear_below: 3",
          "clear_above: 170");
  private static final Map<String, String> BOUNDS = without(FIELDS, "unit", "hertz");
  private static final Map<String, String> FEATURE_BOUNDS = without(BOUNDS, "range");
  private static final Map<String, String> FEATURES =
      inOrder(
          Feature.all().stream()
              .map(feature -> feature.label() + ": {warning_above: 100}")
              .toArray(String[]::new));
  private static final Map<String, String> GROUPS =
      inOrder(
          "pressure: [PS1, PS2, PS3, PS4, PS5, PS6]",
          "temperature: [TS1, TS2, TS3, TS4]",
          "flow: [FS1, FS2]");
  private static final Map<String, String> LIMITS =
      inOrder("high_pressure: 300", "high_temperature: 100", "pressure_spike: 50");
  private static final Map<String, String> LIMIT = inOrder("limit: 300", "clear: 290");

  private static final Map<String, String> COMPONENTS =
      inOrder(Component.all().stream().map(c -> c.label() + ": [TS1, CE]").toArray(String[]::new));
  private static final Map<String, String> DETECTORS =
      inOrder(
          RigConfig.usualDetectors().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(RigConfigParser::example)
              .toArray(String[]::new));
  private static final Map<String, String> LEVELS = inOrder("warning: 15", "critical: 30");
  private static final Map<String, String> RULES =
      inOrder("minimum_duration: 3", "clear_after: 5", "cool_down: 60", "remind_after: 3600");
  private static final Map<String, String> ALERTS = alerts();

  private final YamlReader yaml;
  private final Map<Sensor, SensorSpec> sensors = new EnumMap<>(Sensor.class);
  private final Map<String, List<Sensor>> groups = new HashMap<>();
  private final Map<String, Double> limits = new HashMap<>();
  private Map<Component, List<Sensor>> components = RigConfig.usualComponents();
  private Map<Type, Levels> detectors = RigConfig.usualDetectors();
  private final Map<String, Double> clearLevels = new HashMap<>();
  private final Map<Feature, Bounds> features = new EnumMap<>(Feature.class);
  private AlertRules alerts = AlertRules.standard();

  private RigConfigParser(YamlReader yaml) {
    this.yaml = yaml;
  }

  /**
   * Parses the text of a configuration.
   *
   * @param name the name of the file, for error messages
   * @param yaml the text of the file
   */
  public static RigConfig parse(String name, String yaml) throws RigConfigException {
    var reader = new YamlReader(name);
    var parser = new RigConfigParser(reader);
    reader.read(yaml).ifPresent(parser::readSections);
    reader.check();
    return parser.config();
  }

  private void readSections(Node root) {
    var sections = yaml.entries(root, "the file", "section", SECTIONS, OPTIONAL_SECTIONS);
    read(sections, "sensors", this::readSensors);
    read(sections, "groups", this::readGroups);
    read(sections, "limits", this::readLimits);
    read(sections, "components", this::readComponents);
    read(sections, "detectors", this::readDetectors);
    read(sections, "features", this::readFeatures);
    read(sections, "alerts", this::readAlerts);
  }

  private static void read(Map<String, Node> sections, String name, Consumer<Node> reader) {
    Optional.ofNullable(sections.get(name)).ifPresent(reader);
  }

  private void readSensors(Node node) {
    yaml.entries(node, "sensors", "sensor", SENSORS)
        .forEach((name, spec) -> readSensor(Sensor.valueOf(name), spec));
  }

  private void readSensor(Sensor sensor, Node node) {
    var fields = yaml.entries(node, "sensor " + sensor, "field", FIELDS, BOUNDS.keySet());
    var unit =
        Optional.ofNullable(fields.get("unit")).flatMap(n -> yaml.text(n, "unit of " + sensor));
    var hertz =
        Optional.ofNullable(fields.get("hertz"))
            .flatMap(n -> yaml.number(n, "hertz of " + sensor, 0, "a number above 0"));
    var bounds = readBounds(sensor, "sensor " + sensor, node, fields);
    if (unit.isPresent() && hertz.isPresent()) {
      sensors.put(sensor, new SensorSpec(unit.get(), hertz.get(), bounds));
    }
  }

  private Bounds readBounds(Signal signal, String owner, Node node, Map<String, Node> fields) {
    var range =
        Optional.ofNullable(fields.get("range"))
            .flatMap(n -> yaml.range(n, "range of " + signal.label()))
            .orElse(new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY});
    double warningBelow = bound(signal, fields, "warning_below", Double.NEGATIVE_INFINITY);
    double warningAbove = bound(signal, fields, "warning_above", Double.POSITIVE_INFINITY);
    needsLevel(owner, fields, "clear_below", warningBelow);
    needsLevel(owner, fields, "clear_above", warningAbove);
    try {
      return new Bounds(
          range[0],
          bound(signal, fields, "critical_below", Double.NEGATIVE_INFINITY),
          warningBelow,
          warningAbove,
          bound(signal, fields, "critical_above", Double.POSITIVE_INFINITY),
          range[1],
          bound(signal, fields, "clear_below", warningBelow),
          bound(signal, fields, "clear_above", warningAbove));
    } catch (IllegalArgumentException e) {
      yaml.wrong(node, String.format(Locale.ROOT, "%s: %s", owner, e.getMessage()));
      return Bounds.NONE;
    }
  }

  private void needsLevel(String owner, Map<String, Node> fields, String clear, double warning) {
    if (fields.containsKey(clear) && Double.isInfinite(warning)) {
      yaml.wrong(
          fields.get(clear),
          String.format(
              Locale.ROOT,
              "%s has %s without a level to pass; add %s",
              owner,
              clear,
              clear.replace("clear", "warning")));
    }
  }

  private double bound(Signal signal, Map<String, Node> fields, String name, double absent) {
    Node node = fields.get(name);
    // A missing warning level takes the critical level. A missing critical level stays infinite.
    String other = name.replace("critical", "?").replace("warning", "critical");
    if (node == null && name.startsWith("warning") && fields.containsKey(other)) {
      node = fields.get(other);
    }
    return node == null
        ? absent
        : yaml.number(node, name + " of " + signal.label(), -Double.MAX_VALUE, "a finite number")
            .orElse(absent);
  }

  private void readGroups(Node node) {
    yaml.entries(node, "groups", "group", GROUPS)
        .forEach((group, list) -> groups.put(group, readGroup("group " + group, list)));
  }

  private List<Sensor> readGroup(String group, Node list) {
    return yaml.words(list, group, "sensor", List.copyOf(SENSORS.keySet())).stream()
        .map(Sensor::valueOf)
        .toList();
  }

  private void readLimits(Node node) {
    yaml.entries(node, "limits", "limit", LIMITS)
        .forEach(
            (limit, value) -> {
              if (value instanceof MappingNode) {
                readLimit(limit, value);
              } else {
                readLimit(limit, value, "limit " + limit, limits);
              }
            });
  }

  private void readLimit(String limit, Node node) {
    var parts = yaml.entries(node, "limit " + limit, "field", LIMIT);
    Optional.ofNullable(parts.get("limit"))
        .ifPresent(number -> readLimit(limit, number, "limit of " + limit, limits));
    Optional.ofNullable(parts.get("clear"))
        .ifPresent(number -> readLimit(limit, number, "clear of " + limit, clearLevels));
    if (clearLevels.getOrDefault(limit, -Double.MAX_VALUE)
        > limits.getOrDefault(limit, Double.MAX_VALUE)) {
      yaml.wrong(
          node,
          String.format(Locale.ROOT, "limit %s clears above itself; let clear be less", limit));
    }
  }

  private void readLimit(String limit, Node number, String owner, Map<String, Double> into) {
    yaml.number(number, owner, -Double.MAX_VALUE, "a finite number")
        .ifPresent(value -> into.put(limit, value));
  }

  private void readFeatures(Node node) {
    yaml.entries(node, "features", "feature", FEATURES, FEATURES.keySet())
        .forEach(
            (label, levels) -> {
              var fields =
                  yaml.entries(
                      levels, "feature " + label, "field", FEATURE_BOUNDS, FEATURE_BOUNDS.keySet());
              Feature feature = Feature.labelled(label).orElseThrow();
              features.put(feature, readBounds(feature, "feature " + label, levels, fields));
            });
  }

  private void readAlerts(Node node) {
    var entries = yaml.entries(node, "alerts", "setting", ALERTS, ALERTS.keySet());
    var standard = AlertRules.standard();
    long patience = millis(entries, "patience", "alerts", standard.patienceMillis());
    Rule usual = readRule(entries.remove("default"), "default", standard.usual());
    entries.remove("patience");
    var own = new EnumMap<Type, Rule>(Type.class);
    entries.forEach((label, rule) -> own.put(type(label), readRule(rule, label, usual)));
    alerts = new AlertRules(patience, usual, own);
  }

  private Rule readRule(@Nullable Node node, String label, Rule absent) {
    if (node == null) {
      return absent;
    }
    String owner = "alert " + label;
    var times = yaml.entries(node, owner, "time", RULES, RULES.keySet());
    return new Rule(
        millis(times, "minimum_duration", owner, absent.minimumDuration()),
        millis(times, "clear_after", owner, absent.clearAfter()),
        millis(times, "cool_down", owner, absent.coolDown()),
        Math.max(1, millis(times, "remind_after", owner, absent.remindAfter())));
  }

  /** Returns a time in seconds, converted to milliseconds, or the default if it is missing. */
  private long millis(Map<String, Node> times, String name, String owner, long absent) {
    Node node = times.get(name);
    String takes = "a number of seconds, 0 or more";
    return node == null
        ? absent
        : yaml.number(node, name + " of " + owner, -Double.MIN_VALUE, takes)
            .map(seconds -> Math.round(seconds * 1_000))
            .orElse(absent);
  }

  private void readComponents(Node node) {
    components = new EnumMap<>(Component.class);
    yaml.entries(node, "components", "component", COMPONENTS, COMPONENTS.keySet())
        .forEach(
            (label, list) ->
                components.put(
                    Component.labelled(label).orElseThrow(),
                    readGroup("component " + label, list)));
  }

  private void readDetectors(Node node) {
    detectors = new EnumMap<>(Type.class);
    yaml.entries(node, "detectors", "detector", DETECTORS, DETECTORS.keySet())
        .forEach((label, levels) -> readLevels(type(label), label, levels));
  }

  private void readLevels(Type type, String label, Node node) {
    var levels = new HashMap<String, Double>();
    yaml.entries(node, "detector " + label, "level", LEVELS)
        .forEach(
            (level, number) ->
                yaml.number(number, level + " of " + label, 0, "a number above 0")
                    .ifPresent(value -> levels.put(level, value)));
    if (levels.size() == LEVELS.size()) {
      double warning = levels.get("warning");
      double critical = levels.get("critical");
      boolean lessIsWorse = type == Type.LOW_SAMPLE_RATE;
      if (lessIsWorse ? critical > warning : critical < warning) {
        yaml.wrong(
            node,
            String.format(
                Locale.ROOT,
                "detector %s is critical before it warns; let critical be %s or %s",
                label,
                warning,
                lessIsWorse ? "less" : "more"));
      } else if (type == Type.HIGH_SAMPLE_RATE && warning < 1) {
        yaml.wrong(
            node,
            String.format(
                Locale.ROOT,
                "detector %s warns of %s times the promised samples; let warning be 1 or more",
                label,
                warning));
      } else {
        detectors.put(type, new Levels(warning, critical));
      }
    }
  }

  private static Type type(String label) {
    return Type.valueOf(label.toUpperCase(Locale.ROOT));
  }

  private static String example(Map.Entry<Type, Levels> detector) {
    return String.format(
        Locale.ROOT,
        "%s: {warning: %s, critical: %s}",
        detector.getKey().label(),
        detector.getValue().warning(),
        detector.getValue().critical());
  }

  private RigConfig config() {
    return new RigConfig(
        sensors,
        groups.get("pressure"),
        groups.get("temperature"),
        groups.get("flow"),
        new Limits(
            limits.get("high_pressure"),
            limits.get("high_temperature"),
            limits.get("pressure_spike"),
            clearLevel("high_pressure"),
            clearLevel("high_temperature"),
            clearLevel("pressure_spike")),
        components,
        detectors,
        features,
        alerts);
  }

  private double clearLevel(String limit) {
    return clearLevels.getOrDefault(limit, limits.get(limit));
  }

  private static Map<String, String> alerts() {
    var alerts = inOrder("patience: 12", "default: {minimum_duration: 3, clear_after: 5}");
    for (Type type : Type.values()) {
      alerts.put(type.label(), type.label() + ": {minimum_duration: 1}");
    }
    return alerts;
  }

  private static Map<String, String> without(Map<String, String> entries, String... keys) {
    var rest = new LinkedHashMap<>(entries);
    rest.keySet().removeAll(Set.of(keys));
    return rest;
  }

  /** Returns the entries by their keys. */
  private static Map<String, String> inOrder(String... entries) {
    var map = new LinkedHashMap<String, String>();
    for (String entry : entries) {
      map.put(entry.substring(0, entry.indexOf(':')), entry);
    }
    return map;
  }
}
