package io.hydrobeam.learning;

import io.hydrobeam.batch.dataset.Label;
import io.hydrobeam.cli.ExitCode;
import io.hydrobeam.common.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Command {@code dataset-check}: measures the learnability of the labels of a data set. */
@Command(
    name = "dataset-check",
    customSynopsis = "bin/hydrobeam dataset-check --dataset=DIR [--floor=LABEL:SHARE]",
    description = {
      "Measures what can be learned from a data set. For each label, a random forest and a linear"
          + " discriminant analysis are trained on all parts of the cycles but one, and predict that"
          + " part.",
      "'random' is the accuracy with cycles dealt one by one. It flatters, because neighbouring"
          + " cycles share conditions. 'blocked', with neighbouring cycles dealt together, is the"
          + " honest figure. 'shuffled' is the accuracy by chance.",
      ""
    },
    footer = {"", "Exit codes: 0 done, 1 failed or below a floor, 2 wrong usage."})
final class DatasetCheckCommand implements Callable<Integer> {
  /** Middle of the values tried on the measured data, 1e-6 to 1e-3. */
  private static final double SHRINKAGE = 1e-4;

  @Mixin private final CheckOptions options = new CheckOptions();

  @Override
  public Integer call() {
    Map<Label, Double> floors = AccuracyFloors.parse(options.getFloor());
    requireAtLeast("folds", options.getFolds(), 2);
    requireAtLeast("block", options.getBlock(), 1);
    requireAtLeast("trees", options.getTrees(), 1);
    Examples examples = DatasetReader.read(options.getDataset(), options.getBlock());
    long blocks = examples.blocks().stream().distinct().count();
    if (blocks < options.getFolds()) {
      throw UserException.failed(
          "%d cycles in %d blocks are too few for %d parts; lower --block or --folds, or use "
              + "more cycles",
          examples.size(), blocks, options.getFolds());
    }
    System.out.printf(
        Locale.ROOT,
        "%,d cycles, %,d features, %d parts, %d blocks of up to %d neighbouring cycles%n",
        examples.size(),
        examples.features().size(),
        options.getFolds(),
        blocks,
        options.getBlock());
    AccuracyFloors.require(floors, check(examples, options));
    return ExitCode.DONE;
  }

  private static List<LabelCheck> check(Examples examples, CheckOptions options) {
    List<Classifier> classifiers =
        List.of(
            new Forest(options.getTrees(), options.getSeed()), new DiscriminantAnalysis(SHRINKAGE));
    var checks = new ArrayList<LabelCheck>();
    CheckTable.printHead(System.out);
    for (Label label : examples.labels().keySet()) {
      if (Arrays.stream(examples.labels().get(label)).distinct().count() < 2) {
        System.out.printf(
            Locale.ROOT, "%-12s has one value only: there is nothing to learn%n", label.column());
      } else {
        LabelCheck check =
            LabelCheck.of(label, examples, classifiers, options.getFolds(), options.getSeed());
        CheckTable.print(System.out, check);
        checks.add(check);
      }
    }
    return checks;
  }

  private static void requireAtLeast(String option, int value, int least) {
    if (value < least) {
      throw UserException.invalid(
          "--%s takes a whole number from %d on, not %d", option, least, value);
    }
  }
}
