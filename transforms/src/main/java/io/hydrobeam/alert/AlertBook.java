package io.hydrobeam.alert;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.hydrobeam.alert.CarriedAlerts.Told;
import io.hydrobeam.alert.ClearRules.Verdict;
import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.model.Alert;
import io.hydrobeam.model.Alert.State;
import io.hydrobeam.model.AlertRules.Rule;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Severity;
import io.hydrobeam.model.Anomaly.Type;
import io.hydrobeam.model.Component;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.Signal;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Conditions of one rig that are alerted, may become alerts, or were alerts until recently. Takes
 * the windows of the rig in order and returns the messages that are due. The number of conditions
 * is bounded by the types times the sensors and features. Not safe for use by several threads.
 */
final class AlertBook {
  /** Types that show wear, not a fault of a sensor or a short disturbance. */
  private static final Set<Type> OF_WEAR =
      EnumSet.of(Type.HIGH_TEMPERATURE, Type.ZSCORE_OUTLIER, Type.UNUSUAL_PATTERN);

  private final TreeMap<Key, AlertTrack> tracks = new TreeMap<>();

  /** Key of a condition of one rig. */
  record Key(Type type, @Nullable Signal signal) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::type).thenComparing(key -> String.valueOf(key.signal));

    static Key of(Alert alert) {
      return new Key(alert.type(), alert.sensor());
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Takes in the next second; returns the alerts due, by type and sensor.
   *
   * @param told what a run before has told. It saw the beginnings, so what it said of this second
   *     is said again, and nothing else of a condition of which it said more soon after.
   */
  List<Alert> take(RigWindow second, RigConfig rig, Told told) {
    adopt(told.before());
    Map<Key, Alert> again =
        told.now().stream().collect(toMap(Key::of, Function.identity(), (one, other) -> other));
    Set<Key> known = told.soon().stream().map(Key::of).collect(toSet());
    Map<Key, Anomaly> found = found(second);
    found.keySet().forEach(this::track);
    again.keySet().forEach(this::track);
    var clearance = new ClearRules(rig);
    var alerts = new ArrayList<Alert>();
    tracks.forEach(
        (key, track) -> {
          Rule rule = rig.alerts().of(key.type());
          long span = span(key.type(), second);
          Anomaly anomaly = found.get(key);
          var state =
              anomaly == null
                  ? track.notFound(verdict(clearance, key, second), second, span, rule)
                  : track.found(anomaly, second, span, rule);
          if (again.containsKey(key)) {
            track.adopt(again.get(key));
            alerts.add(again.get(key));
          } else if (state.isPresent() && !known.contains(key)) {
            track.tell(state.get(), second, rule);
            alerts.add(alert(state.get(), track, second, rig));
            if (state.get() == State.CLEARED) {
              track.away();
            }
          }
        });
    tracks.entrySet().removeIf(e -> e.getValue().isOver(second.end(), rule(rig, e)));
    return alerts;
  }

  /** Continues with the alerts of an earlier run, the oldest first. */
  void adopt(Iterable<Alert> told) {
    told.forEach(alert -> track(Key.of(alert)).adopt(alert));
  }

  /**
   * Ends all alerts, since the rig is gone, and forgets all conditions; returns the alerts due.
   *
   * @param second the moment at which the rig is gone
   * @param silent for how long no row has come, in milliseconds
   * @param told what a run before has told: it is told again, and not worded anew
   */
  List<Alert> end(RigWindow second, long silent, RigConfig rig, Told told) {
    adopt(told.before());
    adopt(told.now());
    var alerts = new ArrayList<>(told.now());
    for (AlertTrack track : tracks.values()) {
      if (track.alerted() != null) {
        String message =
            AlertText.ofGone(track.worst(), track.since(), track.last().windowEndMillis(), silent);
        alerts.add(alert(State.CLEARED, message, track, second, rig));
      }
    }
    tracks.clear();
    return alerts;
  }

  /** Returns the number of remembered conditions. */
  int size() {
    return tracks.size();
  }

  private static Map<Key, Anomaly> found(RigWindow second) {
    var found = new HashMap<Key, Anomaly>();
    for (Anomaly anomaly : second.found()) {
      if (ClearRules.isJudgedBy(anomaly.type(), second.rows())) {
        found.merge(new Key(anomaly.type(), anomaly.sensor()), anomaly, AlertBook::worse);
      }
    }
    return found;
  }

  private AlertTrack track(Key key) {
    return tracks.computeIfAbsent(key, k -> new AlertTrack());
  }

  private static Rule rule(RigConfig rig, Map.Entry<Key, AlertTrack> entry) {
    return rig.alerts().of(entry.getKey().type());
  }

  private static Verdict verdict(ClearRules clearance, Key key, RigWindow second) {
    return clearance.of(key.type(), key.signal(), second.rows());
  }

  /** Returns whether the type is found once a cycle, at its last second, for all seconds. */
  private static long span(Type type, RigWindow second) {
    return ClearRules.isOfWholeCycle(type)
        ? CycleTrace.SECONDS * CycleTrace.SECOND_MILLIS
        : second.span();
  }

  private static Anomaly worse(Anomaly one, Anomaly other) {
    return one.severity().compareTo(other.severity()) >= 0 ? one : other;
  }

  private static Alert alert(State state, AlertTrack track, RigWindow second, RigConfig rig) {
    Anomaly shown = shown(state, track);
    String message = AlertText.of(state, shown, track.since(), track.last().windowEndMillis());
    return alert(state, message, track, second, rig);
  }

  private static Anomaly shown(State state, AlertTrack track) {
    return state == State.CLEARED ? track.worst() : track.last();
  }

  private static Alert alert(
      State state, String message, AlertTrack track, RigWindow second, RigConfig rig) {
    Anomaly shown = shown(state, track);
    Severity severity = track.alerted();
    return new Alert(
        second.rig(),
        second.cycle(),
        second.start(),
        second.end(),
        shown.type(),
        shown.sensor(),
        severity,
        shown.value(),
        shown.limit(),
        message,
        state,
        track.since(),
        suspect(shown, rig));
  }

  private static @Nullable Component suspect(Anomaly anomaly, RigConfig rig) {
    if (anomaly.component() != null || !OF_WEAR.contains(anomaly.type())) {
      return anomaly.component();
    }
    return rig.components().entrySet().stream()
        .filter(e -> e.getValue().contains(anomaly.sensor()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  void encode(DataOutputStream out) throws IOException {
    out.writeShort(tracks.size());
    for (var entry : tracks.entrySet()) {
      out.writeByte(entry.getKey().type().ordinal());
      out.writeUTF(entry.getKey().signal() == null ? "" : entry.getKey().signal().label());
      entry.getValue().encode(out);
    }
  }

  static AlertBook decode(DataInputStream in) throws IOException {
    var book = new AlertBook();
    for (int left = in.readShort(); left > 0; left--) {
      Type type = Type.values()[in.readByte()];
      Signal signal = Signal.labelled(in.readUTF()).orElse(null);
      book.tracks.put(new Key(type, signal), AlertTrack.decode(in));
    }
    return book;
  }
}
