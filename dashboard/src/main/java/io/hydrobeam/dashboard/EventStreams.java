package io.hydrobeam.dashboard;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Event streams of all connected browsers, up to a maximum number. */
final class EventStreams {
  static final int MOST = 64;

  private final LiveState plant;
  private final byte[] hello;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicLong dropped = new AtomicLong();
  private final Supplier<byte[]> state;

  /**
   * Creates an empty set of streams.
   *
   * @param hello the first event of each stream
   * @param state supplies the current event {@code state}
   */
  EventStreams(LiveState plant, byte[] hello, Supplier<byte[]> state) {
    this.plant = plant;
    this.hello = hello;
    this.state = state;
  }

  /**
   * Connects a browser, and sends the current state and the requested history.
   *
   * @return true if there was room for another browser
   */
  synchronized boolean open(
      EventsWanted wanted, Request request, Response response, Callback done) {
    if (streams.size() >= MOST) {
      return false;
    }
    response.setStatus(HttpStatus.OK_200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream;charset=utf-8");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    // By default nginx keeps short events until its buffer of 4 KiB is full.
    response.getHeaders().put("X-Accel-Buffering", "no");
    var stream = new EventStream(wanted, request, response, done);
    Request.addCompletionListener(request, failure -> streams.remove(stream));
    streams.add(stream);
    stream.send(hello);
    stream.send(state.get());
    wanted.history().ifPresent(rig -> stream.send(PageEvents.history(rig, plant.rows(rig))));
    return true;
  }

  /** Sends the current state to all browsers. */
  synchronized void sendState() {
    byte[] event = state.get();
    streams.forEach(stream -> send(stream, event));
  }

  /**
   * Sends rows to the browsers that want them. The lock keeps this method from running while {@link
   * #open} takes a history without these rows.
   */
  synchronized void sendRows(Map<String, List<FeatureRow>> rows) {
    rows.forEach(
        (rig, added) -> {
          List<EventStream> wanting = streams.stream().filter(s -> s.wants(rig)).toList();
          if (!wanting.isEmpty()) {
            byte[] event = PageEvents.rows(rig, added);
            wanting.forEach(stream -> send(stream, event));
          }
        });
  }

  /** Returns the number of connected browsers. */
  int size() {
    return streams.size();
  }

  /** Returns the number of browsers disconnected because they were too slow. */
  long dropped() {
    return dropped.get();
  }

  private void send(EventStream stream, byte[] event) {
    if (!stream.send(event)) {
      streams.remove(stream);
      dropped.incrementAndGet();
    }
  }
}
