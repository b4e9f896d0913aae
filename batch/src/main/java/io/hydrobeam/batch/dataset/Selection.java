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
 * Selection of the cycles of a data set, with reasons, labels and the split of each cycle. The
 * selection reads all cycles in order and keeps a few words about each.
 */
final class Selection {
  /** Reason of a fault in a cycle. */
  enum Reason {
    NO_LABEL,
    INCOMPLETE,
    REPEATED;

    /** Returns the name of the reason in the manifest. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Single fault of a cycle. */
  record Fault(Reason reason, String detail) {}

  /**
   * Decision about a cycle.
   *
   * @param labels the known labels, possibly fewer than all five; null for none
   * @param faults the faults of the cycle
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

  /** Adds the next cycle, in the order of rigs, numbers and times. */
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

  /** Finds repeated cycles and splits the cycles. Call this method after the last cycle. */
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

  /** Marks cycles of the same number. The labels of a repeated number are ambiguous. */
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

  /** Returns all cycles, in order. */
  List<Verdict> all() {
    return verdicts;
  }

  /** Returns the cycles of the data set, in order. */
  List<Verdict> included() {
    return verdicts.stream().filter(this::includes).toList();
  }

  boolean includes(Verdict verdict) {
    return settings.keep() || verdict.faults().isEmpty();
  }

  /** Returns {@code test} or {@code train}. */
  String splitOf(Verdict verdict) {
    return testBlocks.contains(block(verdict)) ? "test" : "train";
  }

  /**
   * Returns the labelled cycles that are missing in the source, by rig. The empty rig name stands
   * for any rig.
   */
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
