package io.hydrobeam.batch.dataset;

import io.hydrobeam.batch.dataset.BlockSplit.Block;
import io.hydrobeam.cycle.Cycles;
import io.hydrobeam.model.CycleSummary;
import io.hydrobeam.model.RigConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Which cycles are in the data set and which are not, each with its reasons, its labels and whether
 * it is for testing. Made from all cycles in order, of which it keeps a few words each.
 */
final class Selection {
  /** Why a cycle is not as it should be. */
  enum Reason {
    NO_LABEL,
    INCOMPLETE,
    REPEATED;

    /** As the manifest spells it. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One thing that is wrong with a cycle. */
  record Fault(Reason reason, String detail) {}

  /**
   * What is made of a cycle.
   *
   * @param labels what is known of it, not all of the five perhaps; null for nothing
   * @param faults what is wrong with it
   */
  record Verdict(
      String rig,
      int cycle,
      long startMillis,
      long endMillis,
      @Nullable Map<Label, Integer> labels,
      List<Fault> faults) {}

  private static final int FAULTS_SHOWN = 3;

  private final DatasetSettings settings;
  private final RigConfig rig;
  private final Labels labels;
  private final List<Verdict> verdicts = new ArrayList<>();
  private Set<Block> testBlocks = Set.of();

  Selection(DatasetSettings settings, RigConfig rig, Labels labels) {
    this.settings = settings;
    this.rig = rig;
    this.labels = labels;
  }

  /** Takes in the next cycle in the order of rigs, numbers and times. */
  void add(CycleSummary cycle) {
    var faults = new ArrayList<Fault>();
    List<String> lacks = Cycles.faults(cycle, rig, settings.layout());
    if (!lacks.isEmpty()) {
      String shown = String.join(", ", lacks.subList(0, Math.min(FAULTS_SHOWN, lacks.size())));
      int more = lacks.size() - FAULTS_SHOWN;
      faults.add(new Fault(Reason.INCOMPLETE, more > 0 ? shown + " and " + more + " more" : shown));
    }
    Map<Label, Integer> known = labels.of(cycle.rig(), cycle.cycle());
    if (known == null || !known.keySet().containsAll(labels.known())) {
      var missing = new TreeSet<>(labels.known());
      missing.removeAll(known == null ? Set.of() : known.keySet());
      faults.add(
          new Fault(
              Reason.NO_LABEL,
              "no " + String.join(", ", missing.stream().map(Label::column).toList())));
    }
    verdicts.add(
        new Verdict(
            cycle.rig(),
            cycle.cycle(),
            cycle.startMillis(),
            cycle.endMillis(),
            known,
            List.copyOf(faults)));
  }

  /** To be called after the last cycle: finds what came again, and splits. */
  void complete() {
    int from = 0;
    for (int i = 1; i <= verdicts.size(); i++) {
      if (i == verdicts.size() || !sameNumber(verdicts.get(i), verdicts.get(from))) {
        if (i - from > 1) {
          markRepeated(from, i);
        }
        from = i;
      }
    }
    testBlocks = settings.split().testBlocks(included().stream().map(this::block).toList());
  }

  private static boolean sameNumber(Verdict a, Verdict b) {
    return a.rig().equals(b.rig()) && a.cycle() == b.cycle();
  }

  /** Which of several cycles with one number a label means is not known. */
  private void markRepeated(int from, int to) {
    for (int i = from; i < to; i++) {
      Verdict v = verdicts.get(i);
      var faults = new ArrayList<>(v.faults());
      faults.add(
          new Fault(
              Reason.REPEATED,
              String.format(
                  Locale.ROOT,
                  "%d cycles have this number; choose one by --from and --to",
                  to - from)));
      verdicts.set(
          i,
          new Verdict(
              v.rig(), v.cycle(), v.startMillis(), v.endMillis(), null, List.copyOf(faults)));
    }
  }

  private Block block(Verdict verdict) {
    return settings.split().blockOf(verdict.rig(), verdict.cycle());
  }

  /** All cycles, in order. */
  List<Verdict> all() {
    return verdicts;
  }

  /** The cycles of the data set, in order. */
  List<Verdict> included() {
    return verdicts.stream().filter(this::includes).toList();
  }

  boolean includes(Verdict verdict) {
    return settings.keep() || verdict.faults().isEmpty();
  }

  /** {@code test} or {@code train}. */
  String splitOf(Verdict verdict) {
    return testBlocks.contains(block(verdict)) ? "test" : "train";
  }

  /** The cycles that have labels and are not in the source, by rig; the empty name is any. */
  List<String> labelsWithoutCycle() {
    var without = new ArrayList<String>();
    labels
        .cycles()
        .forEach(
            (name, cycles) -> {
              var missing = new TreeSet<>(cycles);
              verdicts.stream()
                  .filter(v -> name.isEmpty() || v.rig().equals(name))
                  .forEach(v -> missing.remove(v.cycle()));
              missing.forEach(cycle -> without.add((name.isEmpty() ? "" : name + " ") + cycle));
            });
    return without;
  }
}
