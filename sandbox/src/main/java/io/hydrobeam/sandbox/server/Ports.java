package io.hydrobeam.sandbox.server;

import io.hydrobeam.common.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * TCP ports of the loopback address. The servers report a taken port as a stack trace of one of
 * their threads. A check before the start gives one message that names the option.
 */
public final class Ports {
  /**
   * Ports already given out. A free port remains free until its server starts, and could be found
   * twice.
   */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /** Returns the port if it is free, or for 0 a free port, different on each call. */
  public static int claim(int port, String option) {
    try {
      return listen(port);
    } catch (IOException e) {
      throw UserException.failed(
          "Cannot listen on port %d (%s). Stop the program that uses it, or choose another "
              + "with %s=PORT (0 = a free one).",
          port, e.getMessage(), option);
    }
  }

  /** Returns the port if it is free, otherwise another free port. */
  public static int prefer(int port) {
    try {
      return listen(port);
    } catch (IOException e) {
      return claim(0, "port");
    }
  }

  private static int listen(int port) throws IOException {
    int found;
    do {
      found = tryOut(port);
    } while (!GIVEN.add(found) && port == 0);
    return found;
  }

  private static int tryOut(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    }
  }
}
