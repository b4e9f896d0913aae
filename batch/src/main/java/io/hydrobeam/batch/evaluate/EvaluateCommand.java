package io.hydrobeam.batch.evaluate;

import io.hydrobeam.batch.baseline.DataSetDirectory;
import io.hydrobeam.cli.AtomicFile;
import io.hydrobeam.cli.Backend;
import io.hydrobeam.cli.Command;
import io.hydrobeam.cli.CommandHelp;
import io.hydrobeam.cli.CommandOptions;
import io.hydrobeam.cli.RigFile;
import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Command {@code evaluate}: measures the detectors on labelled cycles. */
public final class EvaluateCommand implements Command {
  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public void help(PrintStream out, Backend backend) {
    CommandHelp.of(EvaluateOptions.class)
        .print(
            out,
            """
            bin/hydrobeam evaluate --dataset=DIR --labels=profile.txt [--option=value ...]

            Judges the detectors by labelled cycles: how quiet they are on cycles of the condition
            that they learned, whether they find each component worn, and how soon a sensor that
            spikes, sticks, falls silent, fades or drifts is alerted. What they learn from is never
            what they are judged on. Prints tables.
            Exit codes: 0 done, 1 failed while running, 2 wrong usage.
            """);
  }

  @Override
  public void run(List<String> arguments, Backend backend) throws IOException {
    EvaluateOptions options =
        CommandOptions.parse(arguments, EvaluateOptions.class, backend.runner(), Map.of());
    var data =
        DataSetDirectory.read(
            Path.of(options.getDataset()),
            DataSetDirectory.labels(options.getDataset(), options.getLabels()),
            RigFile.read(options.getConfig()),
            number -> true);
    var result = Evaluation.of(data, RigFile.read(options.getConfig()));
    if (result.awake.isEmpty()) {
      throw UserException.invalid(
          "%s has no two conditions of five stable cycles or more that differ in one component"
              + " alone, and a third to learn from; there is nothing to judge by",
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
  }
}
