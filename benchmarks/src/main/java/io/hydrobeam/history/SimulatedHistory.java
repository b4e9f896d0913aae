package io.hydrobeam.history;

import io.hydrobeam.features.Features;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.model.Statistics;
import io.hydrobeam.tables.PartitionBy;
import io.hydrobeam.tables.RowTable;
import io.hydrobeam.tables.WriteTable;
import io.hydrobeam.window.Windowing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.joda.time.Duration;

/**
 * Writes days of a rig with the writer of the stream, in the same columns, files and directories. A
 * {@code profile.txt} has the labels of each cycle. Every sensor follows the load cycle, wears over
 * the days, and has noise from a seed. Files are therefore as large as real files, and every run
 * writes the same data.
 *
 * <pre>
 *   SimulatedHistory DIRECTORY DAYS SECOND|MINUTE
 * </pre>
 */
public final class SimulatedHistory {
  private static final long START = Instant.parse("2025-11-03T00:00:00Z").toEpochMilli();
  private static final int CYCLE_SECONDS = 60;
  private static final int HOUR_SECONDS = 3_600;

  private SimulatedHistory() {}

  /** Writes the history. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]).toAbsolutePath();
    int hours = 24 * Integer.parseInt(arguments[1]);
    var partitionBy = PartitionBy.valueOf(arguments[2]);
    var options = PipelineOptionsFactory.create().as(DirectOptions.class);
    // These checks cost more than the rest of the run and are only useful in tests.
    options.setEnforceEncodability(false);
    options.setEnforceImmutability(false);
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply("Hours", Create.of(IntStream.range(0, hours).boxed().toList()))
        .apply("Rows", ParDo.of(new HourFn()))
        .apply(
            "Keep",
            // The rows of an hour come in one bundle, so no step needs to gather them.
            WriteTable.at(
                directory.resolve("streaming").toUri().toString(),
                new RowTable(partitionBy),
                PartitionBy.SECOND,
                new Windowing(Duration.standardSeconds(1), Duration.standardSeconds(10))));
    pipeline.run().waitUntilFinish();
    Files.write(
        directory.resolve("profile.txt"),
        IntStream.range(0, hours * HOUR_SECONDS / CYCLE_SECONDS)
            .mapToObj(SimulatedHistory::labels)
            .toList());
  }

  /**
   * Returns the labels cooler, valve, pump, accumulator and stable of a cycle, as in the public
   * data set of the rig.
   */
  private static String labels(int cycle) {
    var random = new Random(cycle / 100);
    return String.format(
        Locale.ROOT,
        "%d\t%d\t%d\t%d\t%d",
        List.of(3, 20, 100).get(random.nextInt(3)),
        List.of(73, 80, 90, 100).get(random.nextInt(4)),
        random.nextInt(3),
        List.of(90, 100, 115, 130).get(random.nextInt(4)),
        random.nextInt(2));
  }

  private static final class HourFn extends DoFn<Integer, FeatureVector> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(@Element Integer hour, OutputReceiver<FeatureVector> out) {
      RigConfig rig = RigConfig.standard();
      for (int second = hour * HOUR_SECONDS; second < (hour + 1) * HOUR_SECONDS; second++) {
        out.output(Features.of(snapshot(second, rig), rig));
      }
    }
  }

  private static RigSnapshot snapshot(int second, RigConfig rig) {
    var random = new Random(second);
    double phase = 2 * Math.PI * (second % CYCLE_SECONDS) / CYCLE_SECONDS;
    var sensors = new EnumMap<Sensor, Statistics>(Sensor.class);
    for (Sensor sensor : Sensor.all()) {
      double level = 20.0 * (1 + sensor.ordinal());
      double wear = 1e-6 * second * sensor.ordinal();
      double avg = level + 5 * Math.sin(phase + sensor.ordinal()) + wear + random.nextGaussian();
      long count = Math.round(rig.sensors().get(sensor).hertz());
      double std = count == 1 ? 0 : 0.5 + 0.1 * random.nextDouble();
      sensors.put(sensor, new Statistics(count, avg, avg - 2 * std, avg + 2 * std, std));
    }
    long start = START + 1_000L * second;
    return new RigSnapshot("rig-1", second / CYCLE_SECONDS, start, start + 1_000, 0, sensors);
  }
}
