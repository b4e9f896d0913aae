package io.hydrobeam.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** An nginx of Debian's package with its defaults and some locations; tests are skipped without. */
final class Nginx implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final Duration TO_START = Duration.ofSeconds(20);

  private static final String CONFIGURATION =
      """
      daemon off;
      master_process off;
      pid nginx.pid;
      error_log stderr;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        server {
          listen 127.0.0.1:%d;
          %s
        }
      }
      """;

  private final Path directory;
  private final String configuration;
  private final int port;
  private Process process;

  private Nginx(Path directory, String configuration, int port) {
    this.directory = directory;
    this.configuration = configuration;
    this.port = port;
  }

  /** Skips the test where there is none. */
  static void require() {
    assumeTrue(Files.isExecutable(PROGRAM), "no nginx: apt-get install nginx-light");
  }

  /** Starts one with these locations and waits until it listens. */
  static Nginx start(Path directory, String locations) {
    try {
      Files.createDirectories(directory);
      int port = freePort();
      var nginx =
          new Nginx(directory, String.format(Locale.ROOT, CONFIGURATION, port, locations), port);
      nginx.start();
      return nginx;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again on the same port. */
  void start() throws IOException {
    Path file = Files.writeString(directory.resolve("nginx.conf"), configuration);
    process =
        new ProcessBuilder(
                PROGRAM.toString(), "-p", directory.toString(), "-c", file.toString(), "-e", "log")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("nginx.log").toFile())
            .start();
    await().atMost(TO_START).until(this::listens);
  }

  /** The address of a location, which begins with a slash. */
  String address(String location) {
    return "http://127.0.0.1:" + port + location;
  }

  /** Ends it and all its connections. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean listens() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "nginx has ended: " + Files.readString(directory.resolve("nginx.log")));
    }
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
