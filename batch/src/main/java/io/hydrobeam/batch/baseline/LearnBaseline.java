package io.hydrobeam.batch.baseline;

import io.hydrobeam.baseline.Baseline;
import io.hydrobeam.baseline.BaselineFile;
import io.hydrobeam.baseline.Condition;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.baseline.History;
import io.hydrobeam.baseline.Learning;
import io.hydrobeam.common.UserException;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.tables.Baselines;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Learns a baseline from the chosen cycles and writes the baseline to a file. A single worker
 * learns: the work takes about a second, and a cycle has 16 kB.
 */
final class LearnBaseline extends PTransform<PCollection<CycleTrace>, PCollection<Void>> {
  private static final long serialVersionUID = 1L;

  private final Plan plan;

  /**
   * Input, output and selection of a learning run.
   *
   * @param input the input path, recorded as provenance
   * @param output the file to write
   * @param rates the sample rate of each sensor, in samples per second
   * @param first the smallest number of a normal cycle
   * @param last the largest number of a normal cycle
   * @param labels the conditions of the stable cycles by cycle number; empty if none are known
   * @param where the levels of some components in normal cycles, by their labels; null for no
   *     condition
   */
  record Plan(
      String input,
      String output,
      EnumMap<Sensor, Double> rates,
      int first,
      int last,
      HashMap<Integer, int[]> labels,
      @Nullable String where)
      implements Serializable {

    boolean isNormal(CycleTrace cycle) {
      int[] levels = labels.get(cycle.cycle());
      return cycle.cycle() >= first
          && cycle.cycle() <= last
          && (where == null || levels != null && Condition.of(levels).has(Condition.parse(where)));
    }
  }

  private LearnBaseline(Plan plan) {
    this.plan = plan;
  }

  static LearnBaseline by(Plan plan) {
    return new LearnBaseline(plan);
  }

  @Override
  public PCollection<Void> expand(PCollection<CycleTrace> cycles) {
    return cycles
        .apply("Together", WithKeys.of((Void) null))
        .setCoder(KvCoder.of(VoidCoder.of(), cycles.getCoder()))
        .apply("GatherCycles", GroupByKey.create())
        .apply("Learn", ParDo.of(new LearnFn(plan)));
  }

  private static final class LearnFn extends DoFn<KV<Void, Iterable<CycleTrace>>, Void> {
    private static final long serialVersionUID = 1L;

    private final Plan plan;

    LearnFn(Plan plan) {
      this.plan = plan;
    }

    @ProcessElement
    public void processElement(@Element KV<Void, Iterable<CycleTrace>> gathered) {
      var cycles = new ArrayList<CycleTrace>();
      gathered.getValue().forEach(cycles::add);
      // A shuffle has no defined order. The same cycles must give the same file.
      cycles.sort(
          Comparator.comparing(CycleTrace::rig)
              .thenComparing(CycleTrace::startMillis)
              .thenComparing(CycleTrace::cycle));
      Baselines.write(plan.output(), BaselineFile.write(learn(cycles)));
    }

    private Baseline learn(List<CycleTrace> cycles) {
      List<CycleTrace> normal = cycles.stream().filter(plan::isNormal).toList();
      try {
        return Learning.learn(plan.input(), normal, plan.rates(), history(cycles));
      } catch (IllegalArgumentException e) {
        throw UserException.failed("%s", e.getMessage());
      }
    }

    private @Nullable History history(List<CycleTrace> cycles) {
      var conditions = new LinkedHashMap<Condition, List<CycleTrace>>();
      for (CycleTrace cycle : Learning.whole(cycles)) {
        int[] levels = plan.labels().get(cycle.cycle());
        if (levels != null) {
          conditions.computeIfAbsent(Condition.of(levels), c -> new ArrayList<>()).add(cycle);
        }
      }
      return conditions.values().stream().filter(c -> c.size() > 1).count() > 1
          ? History.learn(conditions)
          : null;
    }
  }
}
