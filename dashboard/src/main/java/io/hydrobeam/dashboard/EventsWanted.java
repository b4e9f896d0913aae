package io.hydrobeam.dashboard;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.util.Fields;

/**
 * Events requested by a browser, in addition to the events for all browsers.
 *
 * @param history the rig whose kept rows come first, if any
 * @param rows the rigs whose new rows are sent, including {@code history}
 * @param filled true if comments follow the events, for a proxy that buffers short events
 */
record EventsWanted(Optional<String> history, Set<String> rows, boolean filled) {
  /** Parses the query {@code rig=A&also=B&also=C&fill=1}. All parts are optional. */
  static EventsWanted of(Fields query) {
    Optional<String> history =
        Optional.ofNullable(query.getValue("rig")).filter(rig -> !rig.isEmpty());
    var rows = new LinkedHashSet<>(query.getValuesOrEmpty("also"));
    history.ifPresent(rows::add);
    return new EventsWanted(history, rows, List.of("1").equals(query.getValuesOrEmpty("fill")));
  }
}
