package io.hydrobeam.batch.dataset;

import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.ExitCode;
import io.hydrobeam.cli.beam.Backend;
import io.hydrobeam.cli.beam.PipelineArguments;
import io.hydrobeam.common.UserException;
import io.hydrobeam.model.RigConfig;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Command {@code dataset}: exports labelled training data from the rows of the stream, or from a
 * directory of measurements.
 */
public final class DatasetCommand implements Command {
  private final Backend backend;
  private final PipelineArguments<DatasetOptions> arguments;

  /** Creates the command for a runner. */
  public DatasetCommand(Backend backend) {
    this.backend = backend;
    this.arguments = PipelineArguments.of(DatasetOptions.class, backend);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = arguments.spec("dataset");
    spec.usageMessage()
        .customSynopsis("bin/hydrobeam dataset --input=OUTPUT --labels=profile.txt --output=DIR")
        .description(
            """
            Makes labelled training data: one row a load cycle, as Parquet, CSV or both, with a
            manifest.json that says what is in it and what is not and why. The same input and
            options give the same bytes.
            Runs on --runner=SparkRunner (the default) or --runner=DirectRunner (for tests).
            """);
    return spec;
  }

  @Override
  public int run(ParseResult parsed) throws IOException {
    DatasetOptions options = arguments.options(parsed, Map.of());
    DatasetSettings settings = DatasetSettings.of(options);
    CycleSource source = CycleSource.at(options.getInput());
    if (options.getLabels() == null && source.timed()) {
      throw UserException.invalid("--labels=FILE is missing; rows of the stream hold no labels");
    }
    RigConfig rig = source.rig(settings.rig(), settings.layout());
    Labels labels = Labels.read(Manifest.labelsFile(options), options.getLabelsFirstCycle());
    try (var directory = DatasetDirectory.create(options.getOutput(), options.isOverwrite())) {
      backend.prepareBatch(options);
      Pipeline pipeline = Pipeline.create(options);
      DatasetJob.assemble(pipeline, source, rig, settings.layout(), settings.span(), directory);
      pipeline.run().waitUntilFinish();
      Selection selection = export(options, settings, source, rig, labels, directory);
      report(selection, options);
    }
    return ExitCode.DONE;
  }

  private static Selection export(
      DatasetOptions options,
      DatasetSettings settings,
      CycleSource source,
      RigConfig rig,
      Labels labels,
      DatasetDirectory directory) {
    try {
      Selection selection =
          new DatasetExport(options, settings, source, rig, labels, directory).write();
      directory.publish();
      return selection;
    } catch (IOException e) {
      throw DatasetDirectory.cannotWrite(options.getOutput(), e);
    }
  }

  private static void report(Selection selection, DatasetOptions options) {
    int all = selection.all().size();
    int included = selection.included().size();
    long test =
        selection.included().stream().filter(v -> selection.splitOf(v).equals("test")).count();
    System.out.printf(
        Locale.ROOT,
        "%,d cycles in %s: %,d for training, %,d for testing; %,d of %,d cycles excluded, %,d labels"
            + " without a cycle%n",
        included,
        options.getOutput(),
        included - test,
        test,
        all - included,
        all,
        selection.labelsWithoutCycle().size());
  }
}
