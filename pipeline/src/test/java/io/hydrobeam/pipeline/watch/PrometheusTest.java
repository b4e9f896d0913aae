package io.hydrobeam.pipeline.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrobeam.pipeline.backend.Batch;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The scrape configuration and the alert rules, read by a real Prometheus. */
@EnabledIf(
    value = "isInstalled",
    disabledReason = "there is no Prometheus; Debian's package prometheus has it")
class PrometheusTest {
  private static final Path CONFIGURATION = Path.of("..", "conf", "prometheus");
  private static final Path SERVER = Path.of("/usr/bin/prometheus");
  private static final Path TOOL = Path.of("/usr/bin/promtool");

  @TempDir private Path directory;

  static boolean isInstalled() {
    return Files.isExecutable(SERVER) && Files.isExecutable(TOOL);
  }

  @Test
  void configurationAndRulesAreValid() throws IOException, InterruptedException {
    Process check =
        new ProcessBuilder(
                TOOL.toString(),
                "check",
                "config",
                CONFIGURATION.resolve("prometheus.yml").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), UTF_8);
    assertThat(check.waitFor()).as(said).isZero();
    assertThat(said).contains("rules found");
  }

  @Test
  void prometheusScrapesTheStreamAndEvaluatesTheRules() throws IOException, InterruptedException {
    var metrics = new StreamMetrics(() -> States.full(10, 10_000, 1_700));
    metrics.add(new Batch(1_700, 0.354, 0.01, 2));
    int port = freePort();
    try (HTTPServer stream = metrics.serve("127.0.0.1", 0)) {
      Process server = start(port, stream.getPort());
      try {
        await()
            .atMost(Duration.ofSeconds(60))
            .ignoreExceptions()
            .untilAsserted(
                () ->
                    assertThat(query(port, "hydrobeam_samples_read_total"))
                        .contains("\"job\":\"hydrobeam-stream\"", "\"1700\""));
        assertThat(get(port, "/api/v1/rules")).contains("\"health\":\"");
      } finally {
        server.destroyForcibly().onExit().join();
      }
    }
  }

  /** Starts the server with the documented configuration, a short interval and the given target. */
  private Process start(int port, int stream) throws IOException {
    String configuration =
        Files.readString(CONFIGURATION.resolve("prometheus.yml"))
            .replace("127.0.0.1:9404", "127.0.0.1:" + stream)
            .replace("15s", "1s");
    Files.writeString(directory.resolve("prometheus.yml"), configuration);
    Files.copy(CONFIGURATION.resolve("alerts.yml"), directory.resolve("alerts.yml"));
    return new ProcessBuilder(
            List.of(
                SERVER.toString(),
                "--config.file=" + directory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port))
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log").toFile())
        .start();
  }

  private static String query(int port, String query) throws IOException, InterruptedException {
    return get(port, "/api/v1/query?query=" + URLEncoder.encode(query, UTF_8));
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
