package io.hydrobeam.pipeline.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrobeam.common.UserException;
import io.hydrobeam.pipeline.backend.Batch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class StreamMetricsTest {
  private static final Path CONF = Path.of("..", "conf");
  private static final String LOOPBACK = "127.0.0.1";

  /** Names with the prefix of ours or the JVM's, as they stand in queries and at the endpoint. */
  private static final Pattern NAME = Pattern.compile("\\b(?:hydrobeam|jvm|process)_\\w+");

  /** What the endpoint shows, without its comments. */
  private static String scrape(StreamState state, Batch... batches)
      throws IOException, InterruptedException {
    var metrics = new StreamMetrics(() -> state);
    List.of(batches).forEach(metrics::add);
    try (var server = metrics.serve(LOOPBACK, 0)) {
      var uri = URI.create("http://" + LOOPBACK + ":" + server.getPort() + "/metrics");
      var response =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body().replaceAll("(?m)^#.*\n", "");
    }
  }

  private static Set<String> names(String text) {
    var names = new TreeSet<String>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  private static Set<String> ours(Collection<String> names) {
    var ours = new TreeSet<>(names);
    ours.removeIf(name -> !name.startsWith("hydrobeam_"));
    return ours;
  }

  private static String full() throws IOException, InterruptedException {
    return scrape(States.full(10, 10_000, 1_700), new Batch(1_700, 0.354, 0.01, 2));
  }

  @Test
  void endpointShowsKnownMetrics() throws Exception {
    assertThat(full().lines())
        .contains(
            "hydrobeam_samples_read_total 1700.0",
            "hydrobeam_samples_in_rows_total 700.0",
            "hydrobeam_samples_late_total 20.0",
            "hydrobeam_samples_from_the_future_total 0.0",
            "hydrobeam_samples_malformed_total 3.0",
            "hydrobeam_samples_duplicate_total 10.0",
            "hydrobeam_samples_open 967.0",
            "hydrobeam_samples_unaccounted 7.0",
            "hydrobeam_records_deleted_unread_total 5.0",
            "hydrobeam_rows_total 9.0",
            "hydrobeam_anomalies_total 4.0",
            "hydrobeam_alerts_total 2.0",
            "hydrobeam_records_arrived_total{topic=\"PS1\"} 10000.0",
            "hydrobeam_consumer_lag_records{topic=\"PS1\"} 1234.0",
            "hydrobeam_watermark_delay_seconds 2.44",
            "hydrobeam_batch_duration_seconds_bucket{le=\"0.5\"} 1",
            "hydrobeam_batch_scheduling_delay_seconds 0.01",
            "hydrobeam_batches_waiting 2.0",
            "hydrobeam_checkpoint_size_bytes 4096.0",
            "hydrobeam_checkpoint_age_seconds 0.5")
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"}"));
  }

  @Test
  void unsupportedMetricIsAbsent() throws Exception {
    assertThat(ours(names(scrape(States.bare()))))
        .containsExactly(
            "hydrobeam_alerts_total",
            "hydrobeam_anomalies_total",
            "hydrobeam_records_deleted_unread_total",
            "hydrobeam_rows_total",
            "hydrobeam_samples_duplicate_total",
            "hydrobeam_samples_from_the_future_total",
            "hydrobeam_samples_in_rows_total",
            "hydrobeam_samples_late_total",
            "hydrobeam_samples_malformed_total",
            "hydrobeam_samples_open",
            "hydrobeam_samples_read_total");
  }

  @Test
  void dashboardUsesAllMetricsThatThereAreAndNoOthers() throws Exception {
    JsonNode dashboard =
        new ObjectMapper().readTree(CONF.resolve("grafana/hydrobeam.json").toFile());
    Set<String> shown = names(String.join("\n", dashboard.findValuesAsText("expr")));
    Set<String> there = names(full());
    assertThat(there).containsAll(shown);
    // Of a histogram, the sum and the count go with the buckets.
    there.removeIf(name -> name.matches("hydrobeam_batch_duration_seconds_(sum|count)"));
    assertThat(ours(shown)).isEqualTo(ours(there));
  }

  @Test
  void rulesAreYamlAndUseMetricsThatThereAre() throws Exception {
    String text = Files.readString(CONF.resolve("prometheus/alerts.yml"));
    assertThat(names(text)).isNotEmpty().isSubsetOf(names(full()));
    var rules = new Yaml().<Map<String, List<Map<String, Object>>>>load(text);
    assertThat((List<?>) rules.get("groups").get(0).get("rules")).hasSize(6);
  }

  @Test
  void portInUseIsAMistakeThatIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      var metrics = new StreamMetrics(States::bare);
      assertThatThrownBy(() -> metrics.serve(LOOPBACK, taken.getLocalPort()))
          .isInstanceOf(UserException.class)
          .hasMessageContainingAll(
              "cannot serve metrics at 127.0.0.1:" + taken.getLocalPort(), "--metricsPort");
    }
  }

  @Test
  void everyMetricIsDocumented() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "operations.md"));
    for (ExportedMetric metric : ExportedMetric.ALL) {
      assertThat(guide).contains("`" + metric.name() + (metric.counts() ? "_total`" : "`"));
    }
  }
}
