package io.hydrobeam.config;

import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.Limits;
import io.hydrobeam.model.RigConfig.SensorSpec;
import io.hydrobeam.model.Sensor;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a rig's configuration from the text of a YAML file such as {@code conf/rig.yaml}: its
 * sensors, groups and limits, all of which must be there. All that is wrong is told together.
 */
public final class RigConfigParser {
  // each entry as it might be written, for the remedies
  private static final Map<String, String> SECTIONS =
      inOrder(
          "sensors: {PS1: {unit: bar, hertz: 100}, ...}",
          "groups: {flow: [FS1, FS2], ...}",
          "limits: {high_pressure: 300, ...}");
  private static final Map<String, String> SENSORS =
      inOrder(
          Sensor.all().stream()
              .map(s -> "%s: {unit: \"%s\", hertz: %d}".formatted(s, s.unit(), s.hertz()))
              .toArray(String[]::new));
  private static final Map<String, String> FIELDS = inOrder("unit: bar", "hertz: 100");
  private static final Map<String, String> GROUPS =
      inOrder(
          "pressure: [PS1, PS2, PS3, PS4, PS5, PS6]",
          "temperature: [TS1, TS2, TS3, TS4]",
          "flow: [FS1, FS2]");
  private static final Map<String, String> LIMITS =
      inOrder("high_pressure: 300", "high_temperature: 100", "pressure_spike: 50");

  private final YamlReader yaml;
  private final Map<Sensor, SensorSpec> sensors = new EnumMap<>(Sensor.class);
  private final Map<String, List<Sensor>> groups = new HashMap<>();
  private final Map<String, Double> limits = new HashMap<>();

  private RigConfigParser(YamlReader yaml) {
    this.yaml = yaml;
  }

  /**
   * The configuration that the text holds.
   *
   * @param name the name of the file, for messages
   * @param yaml its text
   */
  public static RigConfig parse(String name, String yaml) throws RigConfigException {
    var reader = new YamlReader(name);
    var parser = new RigConfigParser(reader);
    reader.read(yaml).ifPresent(parser::readSections);
    reader.check();
    return parser.config();
  }

  private void readSections(Node root) {
    var sections = yaml.entries(root, "the file", "section", SECTIONS);
    read(sections, "sensors", this::readSensors);
    read(sections, "groups", this::readGroups);
    read(sections, "limits", this::readLimits);
  }

  private static void read(Map<String, Node> sections, String name, Consumer<Node> reader) {
    Optional.ofNullable(sections.get(name)).ifPresent(reader);
  }

  private void readSensors(Node node) {
    yaml.entries(node, "sensors", "sensor", SENSORS)
        .forEach((name, spec) -> readSensor(Sensor.valueOf(name), spec));
  }

  private void readSensor(Sensor sensor, Node node) {
    var fields = yaml.entries(node, "sensor " + sensor, "field", FIELDS);
    var unit =
        Optional.ofNullable(fields.get("unit")).flatMap(n -> yaml.text(n, "unit of " + sensor));
    var hertz =
        Optional.ofNullable(fields.get("hertz"))
            .flatMap(n -> yaml.number(n, "hertz of " + sensor, 0, "a number above 0"));
    if (unit.isPresent() && hertz.isPresent()) {
      sensors.put(sensor, new SensorSpec(unit.get(), hertz.get()));
    }
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
            (limit, number) ->
                yaml.number(number, "limit " + limit, -Double.MAX_VALUE, "a finite number")
                    .ifPresent(value -> limits.put(limit, value)));
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
            limits.get("pressure_spike")));
  }

  /** The entries by their keys. */
  private static Map<String, String> inOrder(String... entries) {
    var map = new LinkedHashMap<String, String>();
    for (String entry : entries) {
      map.put(entry.substring(0, entry.indexOf(':')), entry);
    }
    return map;
  }
}
