package io.hydrobeam.alert;

import io.hydrobeam.alert.CarriedAlerts.Told;
import io.hydrobeam.detect.Detectors;
import io.hydrobeam.detect.ExaminedWindows;
import io.hydrobeam.detect.Observation;
import io.hydrobeam.detect.RecentCycles;
import io.hydrobeam.detect.RecentCyclesCoder;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.FeatureVectorCoder;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.WindowFindings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Evaluates the rows of one rig in the order of their windows, for any order of arrival. A window
 * is evaluated once its row is complete and the previous window was evaluated. An incomplete or
 * missing row is waited for until newer rows exceed the patience of the alert rules. Later rows
 * change no alerts. Not safe for use by several threads.
 *
 * <p>A rig's silence lasts from the end of its last row. It is judged before the row that ends it,
 * and by {@link #tick} while there is none, at the same moments of event time and with the same
 * alerts.
 *
 * <p>What is kept: the rows that wait, the last cycles where there is a baseline, and the alerts;
 * of a rig that is gone, see {@link #toKeep}.
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

  /** The cycle of the row that was judged last. */
  private int cycle;

  /** The silence behind the row that was judged last, as far as it is judged, in milliseconds. */
  private long silent;

  /**
   * End of the last window with published alerts. After a silence this may be ahead of the rows,
   * and late rows of the silence are still evaluated.
   */
  private long heardUpTo = NEVER;

  /** A tick that came before rows that the roster has seen; null for none. */
  private @Nullable RigTick early;

  /** Returns whether the end of time has come. */
  private boolean ended;

  /** Position of a row among the rows of its rig. */
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
   * The parts that judge rows.
   *
   * @param rig the rules of the alerts
   * @param ofRows the detectors that judge a row by itself
   * @param normal detectors with a baseline; null without a baseline
   * @param carried the alerts that earlier runs published
   * @param silence when the silence of a rig is judged
   */
  record WatchContext(
      RigConfig rig,
      Detectors ofRows,
      @Nullable Detectors normal,
      CarriedAlerts carried,
      Silence silence)
      implements Serializable {}

  /**
   * Result of one step.
   *
   * @param findings what is wrong in each row by itself, in each of its versions as it comes, and
   *     what departs from normal; none as well, since it takes the place of what was found before
   * @param alerts the alerts to publish
   */
  record Outcome(List<WindowFindings> findings, List<Alert> alerts) {
    Outcome() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    private void add(Outcome later) {
      findings.addAll(later.findings);
      alerts.addAll(later.alerts);
    }

    /** The anomalies of all findings. */
    List<Anomaly> anomalies() {
      return findings.stream().flatMap(found -> found.anomalies().stream()).toList();
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

  /** Takes in new rows of the rig. */
  Outcome hear(String rig, RigInput news, WatchContext judge) {
    if (news.tick() != null) {
      return tick(rig, news.tick(), judge);
    }
    if (news.isLast()) {
      return finish(news.rows(), judge);
    }
    Outcome outcome = take(news.rows(), judge);
    if (early != null && !isAhead(early)) {
      RigTick due = early;
      early = null;
      outcome.add(tick(rig, due, judge));
    }
    return outcome;
  }

  /** Takes rows in, which may come in any order, and again in a later revision. */
  Outcome take(Iterable<FeatureVector> rows, WatchContext judge) {
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
   * Takes in that the time of the plant has gone on, whether the rig has sent anything or not. No
   * runner keeps an order between ticks and rows. A tick that knows of later rows than the watch
   * waits for these rows, but no longer than until the next tick.
   */
  Outcome tick(String rig, RigTick tick, WatchContext judge) {
    var outcome = new Outcome();
    if (ended) {
      return outcome;
    }
    boolean waits = early == null && isAhead(tick);
    early = waits ? tick : null;
    if (waits) {
      return outcome;
    }
    resume(rig, tick, judge.carried());
    long upTo = tick.timeMillis() - judge.rig().alerts().patienceMillis();
    while (!waiting.isEmpty() && waiting.firstKey().start() <= upTo) {
      judgeFirst(judge, outcome);
    }
    if (waiting.isEmpty() && judgedUpTo != NEVER) {
      beSilent(rig, upTo, judge, outcome);
    }
    return outcome;
  }

  /** Returns whether the roster has seen rows that have not come here yet. */
  private boolean isAhead(RigTick tick) {
    long end =
        waiting.isEmpty()
            ? judgedUpTo
            : Math.max(judgedUpTo, waiting.lastEntry().getValue().snapshot().windowEndMillis());
    return end != NEVER && tick.silentSinceMillis() > end;
  }

  /** Goes on with the alerts of a rig that has sent nothing in this run. */
  private void resume(String rig, RigTick tick, CarriedAlerts carried) {
    if (judgedUpTo != NEVER || !waiting.isEmpty()) {
      return;
    }
    List<Alert> told = carried.of(rig);
    if (told.isEmpty()) {
      return;
    }
    book.adopt(told);
    judgedUpTo = tick.silentSinceMillis();
    silent =
        told.stream()
            .mapToLong(a -> a.windowEndMillis() - judgedUpTo)
            .filter(s -> s > 0)
            .max()
            .orElse(0);
    heardUpTo = judgedUpTo + silent;
    cycle = told.get(told.size() - 1).cycle();
  }

  /** Judges the silence behind the last row up to a time. */
  private void beSilent(String rig, long upTo, WatchContext judge, Outcome outcome) {
    if (judgedUpTo == NEVER) {
      return;
    }
    Silence silence = judge.silence();
    while (silence.after(silent) <= upTo - judgedUpTo) {
      long next = silence.after(silent);
      long end = judgedUpTo + next;
      var found =
          RigSilence.found(rig, cycle, end, next, silence.levels()).map(List::of).orElse(List.of());
      var second =
          new RigWindow(
              rig,
              cycle,
              end - Silence.STEP_MILLIS,
              end,
              judgedUpTo,
              next - silent,
              List.of(),
              found);
      var told = around(second, judge);
      outcome
          .alerts()
          .addAll(
              silence.isGone(next)
                  ? book.end(second, next, judge.rig(), told)
                  : book.take(second, judge.rig(), told));
      silent = next;
    }
  }

  /** Applies messages of earlier runs about a window and about the gap before it. */
  private Told around(RigWindow second, WatchContext judge) {
    Told told = judge.carried().around(second, Math.min(heardUpTo, second.start()));
    heardUpTo = Math.max(heardUpTo, second.end());
    return told;
  }

  /**
   * Returns the state to keep; nothing once the rig is gone. If the rig had alerts when the run
   * began, the state says that they are over.
   */
  Optional<RigWatch> toKeep(String rig, WatchContext judge) {
    if (!waiting.isEmpty() || !judge.silence().isGone(silent)) {
      return Optional.of(this);
    }
    return judge.carried().of(rig).isEmpty() ? Optional.empty() : Optional.of(remains());
  }

  private RigWatch remains() {
    var remains = new RigWatch();
    remains.judgedUpTo = judgedUpTo;
    remains.newest = newest;
    remains.silent = silent;
    remains.heardUpTo = heardUpTo;
    return remains;
  }

  /**
   * Evaluates all waiting rows at the end of time. On the DirectRunner, the end may overtake rows,
   * because it keeps no order between two bundles.
   */
  Outcome finish(Iterable<FeatureVector> rows, WatchContext judge) {
    ended = true;
    var outcome = new Outcome();
    add(rows, judge, outcome);
    while (!waiting.isEmpty()) {
      judgeFirst(judge, outcome);
    }
    return outcome;
  }

  /** Returns the number of waiting rows. */
  int waiting() {
    return waiting.size();
  }

  private void add(Iterable<FeatureVector> rows, WatchContext judge, Outcome outcome) {
    for (FeatureVector row : rows) {
      newest = Math.max(newest, row.snapshot().windowStartMillis());
      outcome.findings().add(ExaminedWindows.ofRow(row, judge.ofRows().anomaliesIn(row)));
      if (row.snapshot().windowStartMillis() < judgedUpTo) {
        observe(row, judge, outcome, new ArrayList<>());
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

  private void judgeFirst(WatchContext judge, Outcome outcome) {
    long start = waiting.firstKey().start();
    beSilent(waiting.firstEntry().getValue().snapshot().rig(), start, judge, outcome);
    var rows = new ArrayList<Observation>();
    var found = new ArrayList<Anomaly>();
    while (!waiting.isEmpty() && waiting.firstKey().start() == start) {
      FeatureVector row = waiting.pollFirstEntry().getValue();
      found.addAll(judge.ofRows().anomaliesIn(row));
      rows.add(observe(row, judge, outcome, found));
    }
    List<Anomaly> ofAll = judge.ofRows().anomaliesOfAll(rows);
    found.addAll(ofAll);
    if (rows.size() > 1) {
      outcome.findings().add(ExaminedWindows.ofAllRows(rows.get(rows.size() - 1).row(), ofAll));
    }
    var second = RigWindow.of(rows, found);
    var told = around(second, judge);
    judgedUpTo = second.end();
    cycle = second.cycle();
    silent = 0;
    outcome.alerts().addAll(book.take(second, judge.rig(), told));
  }

  private Observation observe(
      FeatureVector row, WatchContext judge, Outcome outcome, List<Anomaly> found) {
    if (judge.normal() == null) {
      return Observation.of(row);
    }
    Observation now = cycles.observe(row);
    List<Anomaly> departures = judge.normal().anomaliesIn(now);
    outcome.findings().addAll(ExaminedWindows.ofObservation(now, departures));
    found.addAll(departures);
    return now;
  }

  void encode(DataOutputStream out) throws IOException {
    out.writeLong(judgedUpTo);
    out.writeLong(newest);
    out.writeInt(cycle);
    out.writeLong(silent);
    out.writeLong(heardUpTo);
    out.writeBoolean(ended);
    out.writeBoolean(early != null);
    if (early != null) {
      out.writeLong(early.timeMillis());
      out.writeLong(early.silentSinceMillis());
    }
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
    int cycle = in.readInt();
    long silent = in.readLong();
    long heardUpTo = in.readLong();
    boolean ended = in.readBoolean();
    RigTick early = in.readBoolean() ? new RigTick(in.readLong(), in.readLong()) : null;
    var waiting = new TreeMap<Place, FeatureVector>();
    for (int left = in.readInt(); left > 0; left--) {
      FeatureVector row = FeatureVectorCoder.of().decode(in);
      waiting.put(Place.of(row), row);
    }
    var watch = new RigWatch(waiting, new RecentCyclesCoder().decode(in), AlertBook.decode(in));
    watch.judgedUpTo = judgedUpTo;
    watch.newest = newest;
    watch.cycle = cycle;
    watch.silent = silent;
    watch.heardUpTo = heardUpTo;
    watch.ended = ended;
    watch.early = early;
    return watch;
  }
}
