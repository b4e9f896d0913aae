package io.hydrobeam.dashboard;

import io.hydrobeam.common.UserException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** HTTP server with few threads, since no handler blocks, and with a limit on connections. */
final class PageServer implements AutoCloseable {
  private static final int THREADS = 12;
  private static final int MOST_CONNECTIONS = 256;
  private static final int LONGEST_HEADERS = 8_192;
  private static final int IDLE_MILLIS = 30_000;

  /**
   * Send buffer of the system for a browser, in bytes. A small buffer reveals a browser that does
   * not read.
   */
  private static final int SEND_BUFFER = 128 << 10;

  private final Server server;
  private final ServerConnector connector;

  private PageServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts the server.
   *
   * @throws UserException if the server cannot listen on this address
   */
  static PageServer start(InetAddress host, int port, Handler handler) {
    var threads = new QueuedThreadPool(THREADS, 2);
    threads.setName("page");
    threads.setDaemon(true);
    var server = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(LONGEST_HEADERS);
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host.getHostAddress());
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptedSendBufferSize(SEND_BUFFER);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
    server.setHandler(handler);
    server.setStopTimeout(0);
    try {
      server.start();
    } catch (Exception e) {
      throw UserException.failed(
          "cannot listen on port %d of %s (%s); stop what uses it, or choose another by --port=PORT"
              + " (0 = a free one)",
          port, host.getHostAddress(), UserException.rootCause(e));
    }
    return new PageServer(server, connector);
  }

  /** Returns the address of the page. */
  URI address() {
    String host = connector.getHost();
    return URI.create(
        String.format(
            Locale.ROOT,
            "http://%s:%d/",
            host.contains(":") ? "[" + host + "]" : host,
            connector.getLocalPort()));
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server does not stop", e);
    }
  }
}
