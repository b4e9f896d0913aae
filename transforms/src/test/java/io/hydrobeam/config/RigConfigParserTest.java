package io.hydrobeam.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrobeam.model.AlertRules.Rule;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.Feature;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigConfig.Bounds;
import io.hydrobeam.model.RigConfig.Limits;
import io.hydrobeam.model.RigConfig.SensorSpec;
import io.hydrobeam.model.Sensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RigConfigParserTest {
  private static final String SENSORS =
      "PS1, PS2, PS3, PS4, PS5, PS6, EPS1, FS1, FS2, TS1, TS2," + " TS3, TS4, VS1, CE, CP, SE";

  private static final String STANDARD = standard();

  private static String standard() {
    try {
      return Files.readString(Path.of("..", "conf", "rig.yaml"));
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The standard file with one text replaced, which must be in it. */
  private static String with(String old, String replacement) {
    assertThat(STANDARD).contains(old);
    return STANDARD.replace(old, replacement);
  }

  private static int lineOf(String text) {
    return 1
        + (int)
            STANDARD.substring(0, STANDARD.indexOf(text)).chars().filter(c -> c == '\n').count();
  }

  private static List<String> problems(String yaml) {
    var problem =
        catchThrowableOfType(
            RigConfigException.class, () -> RigConfigParser.parse("rig.yaml", yaml));
    assertThat(problem).as("what is wrong with %s", yaml).isNotNull();
    return problem.problems();
  }

  private static void assertProblem(String yaml, int line, String text) {
    assertThat(problems(yaml))
        .containsExactly(String.format(Locale.ROOT, "rig.yaml:%d: %s", line, text));
  }

  @Test
  void fileOfTheProjectIsTheStandardRig() throws Exception {
    assertThat(RigConfigParser.parse("rig.yaml", STANDARD)).isEqualTo(RigConfig.standard());
  }

  @Test
  void unitsRatesGroupsAndLimitsAreTheFiles() throws Exception {
    var yaml =
        with("TS4: {unit: °C, hertz: 1}", "TS4:\n    hertz: 0.5\n    unit: K")
            .replace("flow: [FS1, FS2]", "flow:\n    - FS2")
            .replace("high_pressure: 300", "high_pressure: -1.5e2");
    var config = RigConfigParser.parse("rig.yaml", yaml);
    assertThat(config.sensors().get(Sensor.TS4)).isEqualTo(new SensorSpec("K", 0.5));
    assertThat(config.flows()).containsExactly(Sensor.FS2);
    assertThat(config.limits().highPressure()).isEqualTo(-150);
  }

  @Test
  void unknownSensorIsNamed() {
    assertProblem(
        with("  VS1:", "  PS7: {unit: bar, hertz: 100}\n  VS1:"),
        lineOf("VS1:"),
        "unknown sensor PS7; the sensors are " + SENSORS);
    assertProblem(
        with("[FS1, FS2]", "[FS1, FS3]"),
        lineOf("flow:"),
        "unknown sensor FS3; the sensors are " + SENSORS);
  }

  @Test
  void missingSensorIsNamed() {
    assertProblem(
        with("  CE: {unit: \"%\", hertz: 1}\n", ""),
        lineOf("PS1:"),
        "sensor CE is missing in sensors; add CE: {unit: \"%\", hertz: 1}");
  }

  @Test
  void duplicateEntryIsNamed() {
    assertProblem(
        with("  VS1:", "  PS1: {unit: bar, hertz: 100}\n  VS1:"),
        lineOf("VS1:"),
        String.format(
            Locale.ROOT, "sensor PS1 occurs twice, first in line %d; remove one", lineOf("PS1:")));
    assertProblem(
        with("[FS1, FS2]", "[FS1, FS2, FS1]"),
        lineOf("flow:"),
        "sensor FS1 is twice in group flow; remove one");
    assertThat(problems(STANDARD + "limits:\n  high_pressure: 3\n"))
        .singleElement()
        .asString()
        .contains("section limits occurs twice, first in line " + lineOf("limits:"));
    assertThat(
            problems(with("  pressure_spike: 50\n", "  pressure_spike: 50\n  pressure_spike: 3\n")))
        .singleElement()
        .asString()
        .contains("limit pressure_spike occurs twice");
  }

  @Test
  void missingSectionGroupLimitOrFieldIsNamedWithItsRemedy() {
    assertThat(problems("sensors: {}\n")).anyMatch(p -> p.contains("section groups is missing"));
    assertThat(problems("{}"))
        .containsExactly(
            "rig.yaml:1: section sensors is missing in the file;"
                + " add sensors: {PS1: {unit: bar, hertz: 100}, ...}",
            "rig.yaml:1: section groups is missing in the file;"
                + " add groups: {flow: [FS1, FS2], ...}",
            "rig.yaml:1: section limits is missing in the file;"
                + " add limits: {high_pressure: 300, ...}");
    assertProblem(
        with("  flow: [FS1, FS2]\n", ""),
        lineOf("pressure:"),
        "group flow is missing in groups; add flow: [FS1, FS2]");
    assertThat(problems(with("  pressure_spike: 50\n", "")))
        .singleElement()
        .asString()
        .endsWith("limit pressure_spike is missing in limits; add pressure_spike: 50");
    assertProblem(
        with("SE: {unit: \"%\", hertz: 1}", "SE: {unit: \"%\"}"),
        lineOf("SE:"),
        "field hertz is missing in sensor SE; add hertz: 100");
  }

  @Test
  void typoAndMissingEntryAreNamed() {
    assertThat(problems(with("high_pressure: 300", "hihg_pressure: 300")))
        .hasSize(2)
        .anyMatch(
            p ->
                p.equals(
                    String.format(
                            Locale.ROOT,
                            "rig.yaml:%d: unknown limit hihg_pressure; the limits are high_pressure,",
                            lineOf("high_pressure:"))
                        + " high_temperature, pressure_spike"))
        .anyMatch(p -> p.contains("limit high_pressure is missing"));
    assertThat(problems(with("groups:", "group:")))
        .anyMatch(
            p ->
                p.contains(
                    "unknown section group; the sections are sensors, groups, limits, components,"
                        + " detectors, features, alerts"));
    assertThat(problems(with("flow:", "flows:")))
        .anyMatch(
            p -> p.contains("unknown group flows; the groups are pressure, temperature, flow"));
    assertThat(problems(with("VS1: {unit: mm/s, hertz: 1}", "VS1: {unit: mm/s, hertz: 1, hz: 1}")))
        .containsExactly(
            String.format(
                Locale.ROOT,
                "rig.yaml:%d: unknown field hz; the fields are unit, hertz, range, critical_below,"
                    + " warning_below, warning_above, critical_above, clear_below, clear_above",
                lineOf("VS1:")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"high", "\"300\"", "true", ".nan", ".inf", "1e999", "0x10", "1_000", "12:30"})
  void limitThatIsNoFiniteNumberIsNamed(String limit) {
    assertThat(problems(with("high_pressure: 300", "high_pressure: " + limit)))
        .singleElement()
        .asString()
        .startsWith(
            String.format(
                Locale.ROOT, "rig.yaml:%d: limit high_pressure is ", lineOf("high_pressure:")))
        .contains(limit)
        .endsWith("; it takes a finite number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", ".nan", "fast", ".inf"})
  void rateThatIsNotAboveZeroIsNamed(String hertz) {
    assertProblem(
        with(
            "VS1: {unit: mm/s, hertz: 1}",
            String.format(Locale.ROOT, "VS1: {unit: mm/s, hertz: %s}", hertz)),
        lineOf("VS1:"),
        String.format(Locale.ROOT, "hertz of VS1 is %s; it takes a number above 0", hertz));
  }

  @Test
  void wrongKindOfThingIsNamed() {
    assertThat(problems("[sensors]"))
        .containsExactly(
            "rig.yaml:1: the file is a list; it takes entries such as"
                + " sensors: {PS1: {unit: bar, hertz: 100}, ...}");
    assertThat(problems("just text")).singleElement().asString().contains("the file is just text");
    assertProblem(
        with("flow: [FS1, FS2]", "flow: FS1"),
        lineOf("flow:"),
        "group flow is FS1; it takes a list such as [PS1]");
    assertProblem(
        with("flow: [FS1, FS2]", "flow: []"),
        lineOf("flow:"),
        "group flow has no sensor; name one at least");
    assertProblem(
        with("flow: [FS1, FS2]", "flow: [FS1, [FS2]]"),
        lineOf("flow:"),
        "unknown sensor a list; the sensors are " + SENSORS);
    assertProblem(
        with("VS1: {unit: mm/s, hertz: 1}", "VS1: 1"),
        lineOf("VS1:"),
        "sensor VS1 is 1; it takes entries such as unit: bar");
    assertProblem(
        with("high_pressure: 300", "high_pressure: [300]"),
        lineOf("high_pressure:"),
        "limit high_pressure is a list; it takes a finite number");
    assertProblem(
        with("high_pressure: 300", "high_pressure:"),
        lineOf("high_pressure:"),
        "limit high_pressure is empty; it takes a finite number");
    assertProblem(
        with("{unit: mm/s, hertz: 1}", "{unit: , hertz: 1}"),
        lineOf("VS1:"),
        "unit of VS1 is empty; it takes a text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n"})
  void emptyFileIsNamed(String yaml) {
    assertThat(problems(yaml)).isNotEmpty().allMatch(p -> p.contains("the file is empty"));
  }

  @Test
  void malformedYamlIsNamedWithLine() {
    assertThat(problems(with("flow: [FS1, FS2]", "flow: [FS1, FS2")))
        .singleElement()
        .asString()
        .matches("rig.yaml:\\d+: this is not YAML \\(.+\\); correct the line or the one above");
    assertThat(problems(with("  PS2:", "\tPS2:")))
        .singleElement()
        .asString()
        .startsWith(String.format(Locale.ROOT, "rig.yaml:%d: this is not YAML", lineOf("PS2:")));
    assertThat(problems(with("  PS2:", "  \u0007PS2:")))
        .singleElement()
        .asString()
        .startsWith(String.format(Locale.ROOT, "rig.yaml:%d: this is not YAML", lineOf("PS2:")));
    assertThat(problems(STANDARD + "---\n" + STANDARD)).singleElement().asString().contains("YAML");
  }

  @Test
  void allProblemsAreReportedInFileOrder() {
    var yaml =
        with("high_pressure: 300", "high_pressure: lots")
            .replace("hertz: 10}", "hertz: -10}")
            .replace("[FS1, FS2]", "[FS1, FS9]");
    assertThat(problems(yaml)).hasSize(4);
    assertThat(problems(yaml).get(0)).contains("hertz of FS1 is -10");
    assertThat(problems(yaml).get(3)).contains("limit high_pressure is lots");
  }

  @Test
  void aliasThatHoldsItselfIsNamed() {
    assertThat(problems("sensors: &a [*a]\ngroups: *a\nlimits: {}")).hasSizeGreaterThan(2);
  }

  @Test
  void boundsComponentsAndDetectorsAreTheFiles() throws Exception {
    var standard =
        with(
            "TS4: {unit: °C, hertz: 1}",
            "TS4: {unit: °C, hertz: 1, range: [-40, 150], critical_above: 80}");
    var yaml =
        standard.substring(0, standard.indexOf("components:"))
            + "components:\n  cooler: [TS4]\n"
            + "detectors:\n  zscore_outlier: {warning: 5, critical: 9}\n";
    var config = RigConfigParser.parse("rig.yaml", yaml);
    var bounds = config.sensors().get(Sensor.TS4).bounds();
    assertThat(bounds.greatest()).isEqualTo(150);
    assertThat(bounds.warningAbove()).isEqualTo(80);
    assertThat(config.components()).containsOnlyKeys(Component.COOLER);
    assertThat(config.detectors()).containsOnlyKeys(Type.ZSCORE_OUTLIER);
  }

  @Test
  void alertsClearLevelsAndFeaturesAreTheFiles() throws Exception {
    var yaml =
        with("features: {}", "features:\n  pressure_mean: {warning_above: 180, clear_above: 170}")
            .replace("high_pressure: 300", "high_pressure: {limit: 310, clear: 290}")
            .replace("TS4: {unit: °C, hertz: 1}", "TS4: {unit: °C, hertz: 1, warning_below: 5}")
            .replace("patience: 12", "patience: 2.5")
            .replace("cool_down: 60", "cool_down: 0")
            .replace("sensor_stuck: {minimum", "cross_sensor: {remind_after: 60, minimum");
    var config = RigConfigParser.parse("rig.yaml", yaml);
    assertThat(config.limits()).isEqualTo(new Limits(310, 100, 50, 290, 100, 50));
    assertThat(config.boundsOf(Feature.PRESSURE_MEAN).warningAbove()).isEqualTo(180);
    assertThat(config.boundsOf(Feature.PRESSURE_MEAN).clearAbove()).isEqualTo(170);
    assertThat(config.boundsOf(Feature.FLOW_MEAN)).isEqualTo(Bounds.NONE);
    assertThat(config.boundsOf(Sensor.TS4).clearBelow()).isEqualTo(5);
    assertThat(config.alerts().patienceMillis()).isEqualTo(2_500);
    assertThat(config.alerts().of(Type.TOO_HIGH)).isEqualTo(new Rule(3_000, 5_000, 0, 3_600_000));
    assertThat(config.alerts().of(Type.SENSOR_STUCK)).isEqualTo(config.alerts().usual());
    assertThat(config.alerts().of(Type.CROSS_SENSOR)).isEqualTo(new Rule(1_000, 5_000, 0, 60_000));
  }

  @Test
  void alertsClearLevelsAndFeaturesThatMakeNoSenseAreNamed() {
    assertProblem(
        with("high_pressure: 300", "high_pressure: {limit: 300, clear: 301}"),
        lineOf("high_pressure:"),
        "limit high_pressure clears above itself; let clear be less");
    assertProblem(
        with("high_pressure: 300", "high_pressure: {limit: 300}"),
        lineOf("high_pressure:"),
        "field clear is missing in limit high_pressure; add clear: 290");
    assertProblem(
        with("features: {}", "features: {pressure_mean: {clear_above: 3}}"),
        lineOf("features:"),
        "feature pressure_mean has clear_above without a level to pass; add warning_above");
    assertProblem(
        with("features: {}", "features: {pressure_mean: {warning_above: 3, clear_above: 4}}"),
        lineOf("features:"),
        "feature pressure_mean: clear_above must not be above the warning level, clear_below not"
            + " below it");
    assertThat(problems(with("features: {}", "features: {pressure: {warning_above: 3}}")))
        .singleElement()
        .asString()
        .contains("unknown feature pressure; the features are pressure_mean, temperature_mean");
    assertProblem(
        with("clear_after: 5", "clear_after: soon"),
        lineOf("clear_after:"),
        "clear_after of alert default is soon; it takes a number of seconds, 0 or more");
    assertThat(problems(with("patience: 12", "patience: -1")))
        .singleElement()
        .asString()
        .endsWith("patience of alerts is -1; it takes a number of seconds, 0 or more");
    assertThat(
            problems(with("sensor_stuck: {minimum_duration: 1}", "sensor_dead: {clear_after: 1}")))
        .singleElement()
        .asString()
        .contains("unknown setting sensor_dead; the settings are patience, default, high_pressure");
  }

  @Test
  void boundsAndDetectorsThatMakeNoSenseAreNamed() {
    String vs1 = "VS1: {unit: mm/s, hertz: 1}";
    assertProblem(
        with(vs1, "VS1: {unit: mm/s, hertz: 1, range: [5, 1]}"),
        lineOf("VS1:"),
        "range of VS1 is invalid; it takes two finite numbers, the lesser first, such as"
            + " [0, 250]");
    assertProblem(
        with(vs1, "VS1: {unit: mm/s, hertz: 1, warning_above: 5, critical_above: 4}"),
        lineOf("VS1:"),
        "sensor VS1: the bounds must rise: range, critical_below, warning_below, warning_above,"
            + " critical_above");
    assertThat(problems(with("zscore_outlier: {warning: 20", "zscore_outlier: {warning: 50")))
        .singleElement()
        .asString()
        .endsWith(
            "detector zscore_outlier is critical before it warns; let critical be 50.0 or more");
    assertThat(
            problems(with("high_sample_rate: {warning: 1.01", "high_sample_rate: {warning: 0.9")))
        .singleElement()
        .asString()
        .endsWith(
            "detector high_sample_rate warns of 0.9 times the promised samples; let warning be 1 or"
                + " more");
    assertThat(problems(with("zscore_outlier: {w", "zscore_outliers: {w")))
        .singleElement()
        .asString()
        .contains("unknown detector zscore_outliers; the detectors are low_sample_rate,");
  }
}
