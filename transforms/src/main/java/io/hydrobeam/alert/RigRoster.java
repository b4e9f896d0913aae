package io.hydrobeam.alert;

import io.hydrobeam.model.IdleReport;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.AtomicCoder;

/**
 * All rigs, with the end of the last row of each rig, and the current event time of all rigs. The
 * event time is the start of the newest row of any rig, because all rows up to it have been
 * emitted. While no rig sends samples, the event time advances with the wall clock. Silent rigs
 * receive ticks, and rigs that are gone are forgotten. Not safe for use by several threads.
 */
final class RigRoster {
  private static final long NEVER = Long.MIN_VALUE;

  private final Map<String, Entry> rigs = new HashMap<>();

  /** Idle times reported by processes since the last row, the latest report last. */
  private final Map<String, IdleReport> quiet = new LinkedHashMap<>();

  /** The start of the newest row. */
  private long newest = NEVER;

  /**
   * One rig.
   *
   * @param end the end of its last row
   * @param told the silence that it was told of last, in milliseconds
   */
  private record Entry(long end, long told) {}

  /**
   * Summary of rows of many rigs.
   *
   * @param newest the start of the newest
   * @param ends the end of the last of each rig
   */
  record Sighting(long newest, Map<String, Long> ends) {}

  /**
   * Takes in news.
   *
   * @param carried the alerts of runs before: the rigs that have open ones are known from the start
   */
  void take(RosterInput news, CarriedAlerts carried) {
    if (news.seen() != null) {
      see(news.seen(), carried);
    } else {
      quiet.remove(news.quiet().process());
      quiet.put(news.quiet().process(), news.quiet());
    }
  }

  private void see(Sighting seen, CarriedAlerts carried) {
    if (newest == NEVER) {
      // Only of one that was silent already is it known when its last row was.
      carried
          .open()
          .forEach((rig, since) -> rigs.put(rig, new Entry(since.orElse(seen.newest()), 0)));
    }
    newest = Math.max(newest, seen.newest());
    seen.ends()
        .forEach(
            (rig, end) ->
                rigs.merge(
                    rig,
                    new Entry(end, 0),
                    (one, other) -> one.end() >= other.end() ? one : other));
    quiet.clear();
  }

  /**
   * Returns the ticks for silent rigs, by rig.
   *
   * @param patienceMillis for how long rows are waited for
   */
  Map<String, RigTick> ticks(Silence silence, long patienceMillis) {
    var ticks = new HashMap<String, RigTick>();
    if (newest == NEVER) {
      return ticks;
    }
    long now = newest + allQuietFor().orElse(0);
    for (var rig : List.copyOf(rigs.keySet())) {
      Entry entry = rigs.get(rig);
      long silent = now - patienceMillis - entry.end();
      if (silent >= silence.after(entry.told())) {
        ticks.put(rig, new RigTick(now, entry.end()));
        rigs.put(rig, new Entry(entry.end(), silent));
        if (silence.isGone(silent)) {
          rigs.remove(rig);
        }
      }
    }
    return ticks;
  }

  /**
   * Returns the time during which all partitions had nothing to read. Only the latest reports that
   * together cover all partitions count, because a process whose readers moved away no longer
   * reports.
   */
  private OptionalLong allQuietFor() {
    int partitions = 0;
    long millis = Long.MAX_VALUE;
    List<IdleReport> reports = List.copyOf(quiet.values());
    for (int last = reports.size() - 1; last >= 0; last--) {
      IdleReport report = reports.get(last);
      partitions += report.partitions();
      millis = Math.min(millis, report.millis());
      if (partitions >= report.all()) {
        return OptionalLong.of(millis);
      }
    }
    return OptionalLong.empty();
  }

  /** Returns the number of known rigs. */
  int size() {
    return rigs.size();
  }

  /** Encodes it. */
  static final class RosterCoder extends AtomicCoder<RigRoster> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(RigRoster value, OutputStream stream) throws IOException {
      var out = new DataOutputStream(stream);
      out.writeLong(value.newest);
      out.writeInt(value.rigs.size());
      for (var rig : value.rigs.entrySet()) {
        out.writeUTF(rig.getKey());
        out.writeLong(rig.getValue().end());
        out.writeLong(rig.getValue().told());
      }
      out.writeInt(value.quiet.size());
      for (IdleReport process : value.quiet.values()) {
        out.writeUTF(process.process());
        out.writeInt(process.partitions());
        out.writeInt(process.all());
        out.writeLong(process.millis());
      }
      out.flush();
    }

    @Override
    public RigRoster decode(InputStream stream) throws IOException {
      var in = new DataInputStream(stream);
      var roster = new RigRoster();
      roster.newest = in.readLong();
      for (int left = in.readInt(); left > 0; left--) {
        roster.rigs.put(in.readUTF(), new Entry(in.readLong(), in.readLong()));
      }
      for (int left = in.readInt(); left > 0; left--) {
        var process = new IdleReport(in.readUTF(), in.readInt(), in.readInt(), in.readLong());
        roster.quiet.put(process.process(), process);
      }
      return roster;
    }
  }
}
