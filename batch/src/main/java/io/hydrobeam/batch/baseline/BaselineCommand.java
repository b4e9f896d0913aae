package io.hydrobeam.batch.baseline;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.baseline.Condition;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.baseline.CycleTraceCoder;
import io.hydrobeam.batch.baseline.LearnBaseline.Plan;
import io.hydrobeam.cli.BaselineOption;
import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.ExitCode;
import io.hydrobeam.cli.RigFile;
import io.hydrobeam.cli.beam.Backend;
import io.hydrobeam.cli.beam.PipelineArguments;
import io.hydrobeam.common.UserException;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.Sensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Command {@code baseline}: learns the normal behavior of a rig, for the detectors of the stream.
 */
public final class BaselineCommand implements Command {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})");

  private final Backend backend;
  private final PipelineArguments<BaselineOptions> arguments;

  /** Creates the command for a runner. */
  public BaselineCommand(Backend backend) {
    this.backend = backend;
    this.arguments = PipelineArguments.of(BaselineOptions.class, backend);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = arguments.spec("baseline");
    spec.usageMessage()
        .customSynopsis("bin/hydrobeam baseline --input=DIR --output=FILE [--option=value ...]")
        .description(
            """
            Learns what is normal for a rig from cycles that you call normal; eight will do. The
            stream takes the file by --baseline. Cycles with seconds missing are left out.
            Runs on --runner=SparkRunner (the default) or --runner=DirectRunner (for tests).
            """);
    return spec;
  }

  @Override
  public int run(ParseResult parsed) throws IOException {
    BaselineOptions options = arguments.options(parsed, Map.of());
    check(options);
    RigConfig rig = RigFile.read(options.getConfig());
    backend.prepareBatch(options);
    Pipeline pipeline = Pipeline.create(options);
    var rates = new EnumMap<Sensor, Double>(Sensor.class);
    var labels = new HashMap<Integer, int[]>();
    PCollection<CycleTrace> cycles;
    if (isDataSet(options)) {
      cycles = measured(pipeline, options, rig, rates, labels);
    } else {
      rig.sensors().forEach((sensor, spec) -> rates.put(sensor, spec.hertz()));
      cycles = RowCycles.read(pipeline, options.getInput(), rig, options.getRig());
    }
    int[] range = range(options.getCycles());
    cycles.apply(
        "LearnBaseline",
        LearnBaseline.by(
            new Plan(
                options.getInput(),
                options.getOutput(),
                rates,
                range[0],
                range[1],
                labels,
                options.getWhere())));
    pipeline.run().waitUntilFinish();
    report(options, rig.at(rates));
    return ExitCode.DONE;
  }

  /** Reads the cycles of a data set directory and notes its sample rates and labels. */
  private static PCollection<CycleTrace> measured(
      Pipeline pipeline,
      BaselineOptions options,
      RigConfig rig,
      Map<Sensor, Double> rates,
      Map<Integer, int[]> labels) {
    var data =
        LabelledRecordings.read(
            Path.of(options.getInput()),
            LabelledRecordings.labels(options.getInput(), options.getLabels()),
            rig,
            number -> true);
    rates.putAll(data.rates());
    data.cycles().stream()
        .filter(cycle -> cycle.condition() != null && cycle.stable())
        .forEach(cycle -> labels.put(cycle.trace().cycle(), levels(cycle.condition())));
    List<CycleTrace> traces = data.cycles().stream().map(LabelledCycle::trace).toList();
    return pipeline.apply("Measured", Create.of(traces).withCoder(CycleTraceCoder.of()));
  }

  private static int[] levels(Condition condition) {
    return Component.all().stream().mapToInt(condition.levels()::get).toArray();
  }

  private static void check(BaselineOptions options) {
    if (options.getWhere() != null) {
      if (options.getLabels() == null) {
        throw UserException.invalid("--where needs the labels of the cycles; add --labels=FILE");
      }
      try {
        Condition.parse(options.getWhere());
      } catch (IllegalArgumentException e) {
        throw UserException.invalid("--where: %s", e.getMessage());
      }
    }
    if (options.getLabels() != null && !isDataSet(options)) {
      throw UserException.invalid(
          "--labels requires a data set directory, and %s is not one. Select rows by "
              + "--cycles=A-B",
          options.getInput());
    }
  }

  private static boolean isDataSet(BaselineOptions options) {
    return !options.getInput().contains("://")
        && Files.exists(Path.of(options.getInput()).resolve("PS1.txt"));
  }

  private static int[] range(String cycles) {
    if (cycles == null) {
      return new int[] {0, Integer.MAX_VALUE};
    }
    Matcher range = RANGE.matcher(cycles);
    if (!range.matches() || Integer.parseInt(range.group(1)) > Integer.parseInt(range.group(2))) {
      throw UserException.invalid("--cycles takes A-B, such as 0-7, not %s", cycles);
    }
    return new int[] {Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2))};
  }

  private static void report(BaselineOptions options, RigConfig rig) {
    Baseline baseline = BaselineOption.read(options.getOutput(), rig);
    var from = baseline.provenance();
    System.out.printf(
        Locale.ROOT,
        "baseline learned from %d cycles, %d to %d; %d cycles with missing seconds left " + "out%n",
        from.cycles(),
        from.firstCycle(),
        from.lastCycle(),
        from.leftOut());
    System.out.printf(
        Locale.ROOT,
        baseline.signatures().isEmpty()
            ? "no labelled faults: suspected components are derived from the deviating sensors%n"
            : "and what %d steps of wear look like, from %d cycles of %d conditions%n",
        baseline.signatures().size(),
        from.historyCycles(),
        from.historyConditions());
    System.out.println("wrote " + options.getOutput());
  }
}
