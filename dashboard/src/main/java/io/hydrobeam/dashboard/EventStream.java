package io.hydrobeam.dashboard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * Event stream of one browser. No thread waits for a browser: pending events are kept up to a
 * limit, and a slower browser loses its connection.
 *
 * <p>A filled stream has a comment line after each event. The comment is as long as the buffer of a
 * proxy, so each event leaves the buffer at once.
 */
final class EventStream extends IteratingCallback {
  static final int MOST_BYTES_WAITING = 4 << 20;

  /** Comment line of 8 KiB, twice the buffer of nginx. */
  private static final byte[] FILL = (":" + " ".repeat(8_190) + "\n").getBytes(US_ASCII);

  private final EventsWanted wanted;
  private final Request request;
  private final Response response;
  private final Callback done;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private int bytesWaiting;
  private volatile boolean dropped;

  EventStream(EventsWanted wanted, Request request, Response response, Callback done) {
    this.wanted = wanted;
    this.request = request;
    this.response = response;
    this.done = done;
  }

  /** Returns true if the browser wants the rows of this rig. */
  boolean wants(String rig) {
    return wanted.rows().contains(rig);
  }

  /**
   * Sends an event as soon as the browser accepts data.
   *
   * @return false if the browser has just lost its connection because it was too slow
   */
  boolean send(byte[] event) {
    synchronized (waiting) {
      if (dropped) {
        return true;
      }
      dropped = bytesWaiting + event.length > MOST_BYTES_WAITING;
      if (!dropped) {
        keep(event);
        if (wanted.filled()) {
          keep(FILL);
        }
      }
    }
    if (dropped) {
      disconnect();
      return false;
    }
    iterate();
    return true;
  }

  private void keep(byte[] bytes) {
    waiting.add(bytes);
    bytesWaiting += bytes.length;
  }

  /** Ends the connection. A write in progress fails. */
  private void disconnect() {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
  }

  @Override
  protected Action process() {
    byte[] next;
    synchronized (waiting) {
      next = waiting.peek();
    }
    if (next == null) {
      return Action.IDLE;
    }
    response.write(false, ByteBuffer.wrap(next), this);
    return Action.SCHEDULED;
  }

  @Override
  protected void onSuccess() {
    synchronized (waiting) {
      bytesWaiting -= waiting.remove().length;
    }
  }

  @Override
  protected void onFailure(Throwable cause) {
    done.failed(cause);
  }
}
