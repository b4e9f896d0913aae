package io.hydrobeam.dashboard;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.util.Fields;

/**
 * The events that a browser asks for, next to those that all get.
 *
 * @param history the rig whose kept rows come first, if any
 * @param rows the rigs whose rows come from now on, {@code history} among them
 * @param filled whether comments follow the events, since a proxy holds short ones back
 */
record EventsWanted(Optional<String> history, Set<String> rows, boolean filled) {
  /** The query {@code rig=A&also=B&also=C&fill=1}, all parts optional. */
  static EventsWanted of(Fields query) {
    Optional<String> history =
        Optional.ofNullable(query.getValue("rig")).filter(rig -> !rig.isEmpty());
    var rows = new LinkedHashSet<>(query.getValuesOrEmpty("also"));
    history.ifPresent(rows::add);
    return new EventsWanted(history, rows, List.of("1").equals(query.getValuesOrEmpty("fill")));
  }
}
