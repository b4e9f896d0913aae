package io.hydrobeam.features;

import static io.hydrobeam.model.Snapshots.steady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hydrobeam.model.Feature;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Snapshots;
import io.hydrobeam.model.Statistics;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  private static final RigConfig RIG = RigConfig.standard();

  private static FeatureVector with(Consumer<Map<Sensor, Statistics>> change) {
    return Features.of(Snapshots.with(change), RIG);
  }

  private static FeatureVector without(Sensor sensor) {
    return with(sensors -> sensors.remove(sensor));
  }

  private static Stream<Double> features(FeatureVector row) {
    return row.features().stream();
  }

  @Test
  void featuresOfAFullSecondAreThoseOfTheDesign() {
    FeatureVector row =
        with(
            sensors -> {
              sensors.put(Sensor.PS1, new Statistics(100, 160, 140, 185.5, 8));
              sensors.put(Sensor.SE, steady(1, 60));
              sensors.put(Sensor.CE, steady(1, 45));
            });

    assertThat(Feature.PRESSURE_MEAN.of(row)).isEqualTo((160 + 2 + 3 + 4 + 5 + 6) / 6.0);
    assertThat(Feature.TEMPERATURE_MEAN.of(row)).isEqualTo((10 + 11 + 12 + 13) / 4.0);
    assertThat(Feature.FLOW_MEAN.of(row)).isEqualTo(8.5);
    assertThat(Feature.PRESSURE_RANGE.of(row)).isEqualTo(45.5);
    assertThat(Feature.PRESSURE_VARIABILITY.of(row)).isEqualTo(0.05);
    assertThat(Feature.FLOW_PRESSURE_RATIO.of(row)).isCloseTo(8.5 / 30, within(1e-15));
    assertThat(Feature.EFFICIENCY_INDEX.of(row)).isEqualTo(27);
    assertThat(row.sensorCount()).isEqualTo(17);
    assertThat(row.complete()).isTrue();
  }

  @Test
  void meanIsNullUnlessAllOfItsGroupAreThere() {
    for (Sensor sensor : RIG.pressures()) {
      assertThat(Feature.PRESSURE_MEAN.of(without(sensor))).isNull();
      assertThat(Feature.FLOW_PRESSURE_RATIO.of(without(sensor))).isNull();
    }
    for (Sensor sensor : RIG.temperatures()) {
      assertThat(Feature.TEMPERATURE_MEAN.of(without(sensor))).isNull();
    }
    for (Sensor sensor : RIG.flows()) {
      assertThat(Feature.FLOW_MEAN.of(without(sensor))).isNull();
      assertThat(Feature.FLOW_PRESSURE_RATIO.of(without(sensor))).isNull();
    }
  }

  @Test
  void featureIsNullWithoutTheSensorThatItNeedsAndNoOtherIs() {
    FeatureVector row = without(Sensor.PS1);
    assertThat(Feature.PRESSURE_RANGE.of(row)).isNull();
    assertThat(Feature.PRESSURE_VARIABILITY.of(row)).isNull();
    assertThat(Feature.TEMPERATURE_MEAN.of(row)).isNotNull();
    assertThat(Feature.FLOW_MEAN.of(row)).isNotNull();
    assertThat(Feature.EFFICIENCY_INDEX.of(row)).isNotNull();
    assertThat(Feature.EFFICIENCY_INDEX.of(without(Sensor.SE))).isNull();
    assertThat(Feature.EFFICIENCY_INDEX.of(without(Sensor.CE))).isNull();
    assertThat(features(without(Sensor.VS1))).doesNotContainNull();
  }

  @Test
  void divisionByZeroGivesNull() {
    FeatureVector still = with(sensors -> sensors.put(Sensor.PS1, steady(100, 0)));
    assertThat(Feature.PRESSURE_VARIABILITY.of(still)).isNull();
    assertThat(Feature.PRESSURE_RANGE.of(still)).isZero();

    FeatureVector around =
        with(sensors -> sensors.put(Sensor.PS1, new Statistics(100, 0, -1, 1, 1)));
    assertThat(Feature.PRESSURE_VARIABILITY.of(around)).isNull();

    FeatureVector relieved =
        with(sensors -> RIG.pressures().forEach(s -> sensors.put(s, steady(100, 0))));
    assertThat(Feature.PRESSURE_MEAN.of(relieved)).isZero();
    assertThat(Feature.FLOW_PRESSURE_RATIO.of(relieved)).isNull();
  }

  @Test
  void featureThatNoDoubleCanHoldIsNull() {
    FeatureVector row =
        with(
            sensors -> {
              sensors.replaceAll((sensor, s) -> steady(s.count(), Double.MAX_VALUE));
              sensors.put(
                  Sensor.PS1,
                  new Statistics(100, 1, -Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE));
            });
    assertThat(Feature.PRESSURE_RANGE.of(row)).isNull();
    assertThat(Feature.EFFICIENCY_INDEX.of(row)).isNull();
    assertThat(features(row)).allMatch(feature -> feature == null || Double.isFinite(feature));
  }

  @Test
  void rowIsCompleteOnlyWithExactlyTheSamplesThatTheRatesPromise() {
    assertThat(RIG.isComplete(Snapshots.full())).isTrue();
    for (Sensor sensor : Sensor.all()) {
      assertThat(complete(sensors -> sensors.remove(sensor))).as("without %s", sensor).isFalse();
      assertThat(complete(sensors -> sensors.put(sensor, steady(sensor.hertz() + 1, 1))))
          .as("one too many of %s", sensor)
          .isFalse();
      if (sensor.hertz() > 1) {
        assertThat(complete(sensors -> sensors.put(sensor, steady(sensor.hertz() - 1, 1))))
            .as("one of %s missing", sensor)
            .isFalse();
      }
    }
  }

  private static boolean complete(Consumer<Map<Sensor, Statistics>> change) {
    return RIG.isComplete(Snapshots.with(change));
  }

  @Test
  void longerWindowIsCompleteWithMoreSamples() {
    RigSnapshot tooFew = Snapshots.lasting(2_000, sensors -> {});
    RigSnapshot enough =
        Snapshots.lasting(
            2_000, sensors -> sensors.replaceAll((sensor, s) -> steady(2 * s.count(), s.avg())));
    assertThat(RIG.isComplete(tooFew)).isFalse();
    assertThat(RIG.isComplete(enough)).isTrue();
  }

  @Test
  void countOfSensorsIsOfThoseThatSent() {
    FeatureVector row = with(sensors -> sensors.keySet().retainAll(Set.of(Sensor.SE)));
    assertThat(row.sensorCount()).isEqualTo(1);
    assertThat(row.complete()).isFalse();
    assertThat(features(row)).containsOnlyNulls();
  }
}
