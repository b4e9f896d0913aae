package io.hydrobeam.anomaly;

import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.FeatureVectorCoder;
import io.hydrobeam.model.RigConfig;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One rig, second by second and in order, whatever order its rows come in. A second is judged once
 * its row is complete and the second before was judged. One that is incomplete or missing is waited
 * for, since late samples may still come, until rows have come that are so much later as the rules
 * of the alerts say; what comes after that is too late for alerts. Not safe for use by several
 * threads.
 *
 * <p>What is kept: the rows that wait, the last cycles where there is a baseline, and the alerts.
 */
final class RigWatch {
  private static final long NEVER = Long.MIN_VALUE;
  private static final Comparator<FeatureVector> VERSIONS =
      Comparator.comparing(FeatureVector::complete)
          .thenComparing(row -> row.snapshot().samples())
          .thenComparing(row -> row.snapshot().revision());

  private final TreeMap<Place, FeatureVector> waiting;
  private final RecentCycles cycles;
  private final AlertBook book;

  /** The end of the last window that was judged, and the start of the newest seen. */
  private long judgedUpTo = NEVER;

  private long newest = NEVER;

  /** Whether the end of time has come. */
  private boolean ended;

  /** Where a row stands among those of its rig. */
  private record Place(long start, int cycle) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::start).thenComparingInt(Place::cycle);

    static Place of(FeatureVector row) {
      return new Place(row.snapshot().windowStartMillis(), row.snapshot().cycle());
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * What judges rows.
   *
   * @param rig the rules of the alerts
   * @param ofRows the detectors that judge a row by itself
   * @param normal those that know what is normal; null where that is not known
   * @param carried what runs before have told of what is judged
   */
  record Judge(
      RigConfig rig, Detectors ofRows, @Nullable Detectors normal, CarriedAlerts carried) {}

  /**
   * What came out.
   *
   * @param anomalies what no row shows by itself: what the detectors that know what is normal
   *     found, and what is wrong with the rows of one window together
   * @param alerts what is to be told
   */
  record Outcome(List<Anomaly> anomalies, List<Alert> alerts) {
    Outcome() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  RigWatch() {
    this(new TreeMap<>(), new RecentCycles(), new AlertBook());
  }

  private RigWatch(TreeMap<Place, FeatureVector> waiting, RecentCycles cycles, AlertBook book) {
    this.waiting = waiting;
    this.cycles = cycles;
    this.book = book;
  }

  /** Takes rows in, which may come in any order, and again in a later revision. */
  Outcome take(Iterable<FeatureVector> rows, Judge judge) {
    if (ended) {
      return finish(rows, judge);
    }
    // Not what is in these rows: where they are the first of two parts of what came at once, the
    // other must not be too late, however far the watermark went.
    long waitedUpTo = newest == NEVER ? NEVER : newest - judge.rig().alerts().patienceMillis();
    var outcome = new Outcome();
    add(rows, judge, outcome);
    while (!waiting.isEmpty() && isDue(waitedUpTo)) {
      judgeFirst(judge, outcome);
    }
    return outcome;
  }

  /**
   * Judges all that waits: nothing more will come, but for what the end has overtaken, as it may on
   * the DirectRunner, which keeps no order between two bundles.
   */
  Outcome finish(Iterable<FeatureVector> rows, Judge judge) {
    ended = true;
    var outcome = new Outcome();
    add(rows, judge, outcome);
    while (!waiting.isEmpty()) {
      judgeFirst(judge, outcome);
    }
    return outcome;
  }

  /** How many rows wait. */
  int waiting() {
    return waiting.size();
  }

  private void add(Iterable<FeatureVector> rows, Judge judge, Outcome outcome) {
    for (FeatureVector row : rows) {
      newest = Math.max(newest, row.snapshot().windowStartMillis());
      if (row.snapshot().windowStartMillis() < judgedUpTo) {
        observe(row, judge, outcome);
      } else {
        waiting.merge(Place.of(row), row, RigWatch::better);
      }
    }
  }

  /** Of two versions of a row, the one that stays in the table of rows, too. */
  private static FeatureVector better(FeatureVector one, FeatureVector other) {
    return VERSIONS.compare(one, other) > 0 ? one : other;
  }

  private boolean isDue(long waitedUpTo) {
    FeatureVector first = waiting.firstEntry().getValue();
    long start = first.snapshot().windowStartMillis();
    return start <= waitedUpTo || (start == judgedUpTo && first.complete());
  }

  private void judgeFirst(Judge judge, Outcome outcome) {
    long start = waiting.firstKey().start();
    var rows = new ArrayList<Observation>();
    var found = new ArrayList<Anomaly>();
    while (!waiting.isEmpty() && waiting.firstKey().start() == start) {
      FeatureVector row = waiting.pollFirstEntry().getValue();
      found.addAll(judge.ofRows().anomaliesIn(row));
      int before = outcome.anomalies().size();
      rows.add(observe(row, judge, outcome));
      found.addAll(outcome.anomalies().subList(before, outcome.anomalies().size()));
    }
    List<Anomaly> ofAll = judge.ofRows().anomaliesOfAll(rows);
    found.addAll(ofAll);
    outcome.anomalies().addAll(ofAll);
    var second = new Second(rows, found);
    var told = judge.carried().around(second, judgedUpTo);
    judgedUpTo = second.end();
    outcome.alerts().addAll(book.take(second, judge.rig(), told));
  }

  private Observation observe(FeatureVector row, Judge judge, Outcome outcome) {
    if (judge.normal() == null) {
      return Observation.of(row);
    }
    Observation now = cycles.observe(row);
    outcome.anomalies().addAll(judge.normal().anomaliesIn(now));
    return now;
  }

  void encode(DataOutputStream out) throws IOException {
    out.writeLong(judgedUpTo);
    out.writeLong(newest);
    out.writeBoolean(ended);
    out.writeInt(waiting.size());
    for (FeatureVector row : waiting.values()) {
      FeatureVectorCoder.of().encode(row, out);
    }
    new RecentCyclesCoder().encode(cycles, out);
    book.encode(out);
  }

  static RigWatch decode(DataInputStream in) throws IOException {
    long judgedUpTo = in.readLong();
    long newest = in.readLong();
    boolean ended = in.readBoolean();
    var waiting = new TreeMap<Place, FeatureVector>();
    for (int left = in.readInt(); left > 0; left--) {
      FeatureVector row = FeatureVectorCoder.of().decode(in);
      waiting.put(Place.of(row), row);
    }
    var watch = new RigWatch(waiting, new RecentCyclesCoder().decode(in), AlertBook.decode(in));
    watch.judgedUpTo = judgedUpTo;
    watch.newest = newest;
    watch.ended = ended;
    return watch;
  }
}
