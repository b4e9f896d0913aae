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

/** All browsers that are connected: so many and no more. */
final class EventStreams {
  static final int MOST = 64;

  private final Plant plant;
  private final byte[] hello;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicLong dropped = new AtomicLong();
  private final Supplier<byte[]> state;

  /**
   * Without a browser yet.
   *
   * @param hello the first event of each
   * @param state makes the event {@code state} of this moment
   */
  EventStreams(Plant plant, byte[] hello, Supplier<byte[]> state) {
    this.plant = plant;
    this.hello = hello;
    this.state = state;
  }

  /**
   * Connects a browser: with how things are now, and the history that it wants.
   *
   * @return whether there is room
   */
  synchronized boolean open(
      EventsWanted wanted, Request request, Response response, Callback done) {
    if (streams.size() >= MOST) {
      return false;
    }
    response.setStatus(HttpStatus.OK_200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream;charset=utf-8");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    // Else nginx keeps short events until they fill its buffer of 4 KiB.
    response.getHeaders().put("X-Accel-Buffering", "no");
    var stream = new EventStream(wanted, request, response, done);
    Request.addCompletionListener(request, failure -> streams.remove(stream));
    streams.add(stream);
    stream.send(hello);
    stream.send(state.get());
    wanted.history().ifPresent(rig -> stream.send(PageEvents.history(rig, plant.rows(rig))));
    return true;
  }

  /** Tells all how things are now. */
  synchronized void sendState() {
    byte[] event = state.get();
    streams.forEach(stream -> send(stream, event));
  }

  /** Sends rows to those who want them; never while a history is taken that lacks them. */
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

  /** How many are connected. */
  int size() {
    return streams.size();
  }

  /** How many were disconnected since they did not keep up. */
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
