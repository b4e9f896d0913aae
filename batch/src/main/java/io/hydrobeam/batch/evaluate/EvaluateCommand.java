package io.hydrobeam.batch.evaluate;

import io.hydrobeam.batch.baseline.LabelledRecordings;
import io.hydrobeam.cli.AtomicFile;
import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.ExitCode;
import io.hydrobeam.cli.RigFile;
import io.hydrobeam.cli.beam.Backend;
import io.hydrobeam.cli.beam.PipelineArguments;
import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Command {@code evaluate}: measures the detectors on labelled cycles. */
public final class EvaluateCommand implements Command {
  private final PipelineArguments<EvaluateOptions> arguments;

  /** Creates the command for a runner. */
  public EvaluateCommand(Backend backend) {
    this.arguments = PipelineArguments.of(EvaluateOptions.class, backend);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = arguments.spec("evaluate");
    spec.usageMessage()
        .customSynopsis(
            "bin/hydrobeam evaluate --dataset=DIR --labels=profile.txt [--option=value ...]")
        .description(
            """
            Judges the detectors by labelled cycles: how quiet they are on cycles of the condition
            that they learned, whether they find each component worn, and how soon a sensor that
            spikes, sticks, falls silent, fades or drifts is alerted. What they learn from is never
            what they are judged on. Prints tables.
            """);
    return spec;
  }

  @Override
  public int run(ParseResult parsed) throws IOException {
    EvaluateOptions options = arguments.options(parsed, Map.of());
    var data =
        LabelledRecordings.read(
            Path.of(options.getDataset()),
            LabelledRecordings.labels(options.getDataset(), options.getLabels()),
            RigFile.read(options.getConfig()),
            number -> true);
    var result = Evaluation.of(data, RigFile.read(options.getConfig()));
    if (result.awake.isEmpty()) {
      throw UserException.invalid(
          "%s is not sufficient for an evaluation. It needs three conditions with at least "
              + "five stable cycles each, two of which differ in a single component",
          options.getDataset());
    }
    TableReport.print(System.out, result);
    if (options.getOutput() != null) {
      Path output = Path.of(options.getOutput());
      AtomicFile.write(output.resolve("evaluation.json"), JsonReport.of(result), "output");
      AtomicFile.write(output.resolve("evaluation.html"), HtmlReport.of(result), "output");
      System.out.printf(
          Locale.ROOT,
          "%nwrote %s and %s%n",
          output.resolve("evaluation.json"),
          output.resolve("evaluation.html"));
    }
    return ExitCode.DONE;
  }
}
