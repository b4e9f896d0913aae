package io.hydrobeam.detect;

import io.hydrobeam.baseline.CycleTrace;
import io.hydrobeam.model.Anomaly;
import io.hydrobeam.model.Anomaly.Scope;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.RigSnapshot;
import io.hydrobeam.model.RowVersion;
import io.hydrobeam.model.WindowFindings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Sorts anomalies by the windows and scopes that the detectors looked at, also those without. */
public final class ExaminedWindows {
  private ExaminedWindows() {}

  private record Place(long start, Scope scope) {}

  /** Returns the findings of a single row. */
  public static WindowFindings ofRow(FeatureVector row, List<Anomaly> found) {
    RigSnapshot snapshot = row.snapshot();
    return new WindowFindings(
        snapshot.rig(),
        snapshot.cycle(),
        snapshot.windowStartMillis(),
        Scope.ROW,
        RowVersion.of(row),
        found);
  }

  /** Returns the findings of all rows of a window together, at the place of the last row. */
  public static WindowFindings ofAllRows(FeatureVector last, List<Anomaly> found) {
    RigSnapshot snapshot = last.snapshot();
    return new WindowFindings(
        snapshot.rig(), snapshot.cycle(), snapshot.windowStartMillis(), Scope.WINDOW, null, found);
  }

  /**
   * Returns the deviations from the baseline in an observation. A complete row with an unknown
   * position in the cycle is not examined.
   */
  public static List<WindowFindings> ofObservation(Observation now, List<Anomaly> found) {
    var places = new LinkedHashMap<Place, List<Anomaly>>();
    judged(now).forEach(place -> places.put(place, new ArrayList<>()));
    for (Anomaly anomaly : found) {
      var place = new Place(anomaly.windowStartMillis(), anomaly.type().scope());
      places.computeIfAbsent(place, p -> new ArrayList<>()).add(anomaly);
    }
    RigSnapshot snapshot = now.row().snapshot();
    var all = new ArrayList<WindowFindings>();
    places.forEach(
        (place, anomalies) ->
            all.add(
                new WindowFindings(
                    snapshot.rig(),
                    snapshot.cycle(),
                    place.start(),
                    place.scope(),
                    place.scope() == Scope.SECOND ? RowVersion.of(now.row()) : null,
                    anomalies)));
    return all;
  }

  /** The detectors look at the same: see {@link SuddenChange} and {@link UnusualPattern}. */
  private static List<Place> judged(Observation now) {
    if (!now.row().complete()) {
      return List.of(new Place(now.row().snapshot().windowStartMillis(), Scope.SECOND));
    }
    if (!now.isPlaced()) {
      return List.of();
    }
    CycleTrace cycle = now.cycle();
    int second = now.second();
    var judged = new ArrayList<Place>();
    judged.add(place(cycle, second, Scope.SECOND));
    for (int step = second; step <= second + 1; step++) {
      if (step >= 1 && step < CycleTrace.SECONDS && cycle.knows(step - 1) && cycle.knows(step)) {
        judged.add(place(cycle, step, Scope.STEP));
      }
    }
    if (UnusualPattern.isWhole(cycle)) {
      judged.add(place(cycle, CycleTrace.SECONDS - 1, Scope.CYCLE));
    }
    return judged;
  }

  private static Place place(CycleTrace cycle, int second, Scope scope) {
    return new Place(cycle.startMillis() + second * CycleTrace.SECOND_MILLIS, scope);
  }
}
