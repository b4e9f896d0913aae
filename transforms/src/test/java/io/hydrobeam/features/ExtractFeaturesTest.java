package io.hydrobeam.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Snapshots;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;

class ExtractFeaturesTest {
  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @Test
  void eachSnapshotGivesOneRowThatIsCounted() {
    var full = Snapshots.full();
    var partial = Snapshots.with(sensors -> sensors.remove(Sensor.PS1));
    RigConfig rig = RigConfig.standard();

    PAssert.that(pipeline.apply(Create.of(full, partial)).apply(ExtractFeatures.of(rig)))
        .containsInAnyOrder(Features.of(full, rig), Features.of(partial, rig));

    var result = pipeline.run();
    result.waitUntilFinish();
    var rows =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(ExtractFeatures.class, "rows"));
    assertThat(result.metrics().queryMetrics(rows.build()).getCounters())
        .singleElement()
        .satisfies(counter -> assertThat(counter.getAttempted()).isEqualTo(2));
  }
}
