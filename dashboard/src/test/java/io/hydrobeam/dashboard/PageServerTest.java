package io.hydrobeam.dashboard;

import static io.hydrobeam.dashboard.Samples.NOON;
import static io.hydrobeam.dashboard.Samples.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrobeam.model.RigConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server as a browser and a monitor have it, over HTTP. */
class PageServerTest {
  private static final String TOKEN = "a-token-of-some-length";

  private long now = NOON;
  private Optional<byte[]> state = Optional.empty();
  private final LiveState plant = new LiveState(60);
  private final EventStreams streams =
      new EventStreams(
          plant,
          PageEvents.hello(RigConfig.standard(), null, 60, 5_000, "1"),
          () -> state.orElseGet(() -> PageEvents.state(plant.state(now), true)));
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private PageServer server;
  private boolean brokerAnswers = true;

  private void start(String token) {
    var metrics = new DashboardMetrics(() -> plant.state(NOON), streams, () -> brokerAnswers);
    server =
        PageServer.start(
            InetAddress.getLoopbackAddress(),
            0,
            new PageHandler(
                new AccessControl(Optional.ofNullable(token)), new PageFiles(), streams, metrics));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
    server.close();
  }

  @Test
  void everyFileOfThePageIsServedWithAStrictPolicyAndNothingElseIs() throws Exception {
    start(null);
    String page = get("/").body();
    assertThat(page).contains("<title>Hydrobeam</title>").doesNotContain(" style=", "onclick");
    for (String file : List.of("/", "/app.js", "/uplot.js", "/uplot.css", "/style.css", "/none")) {
      HttpResponse<String> answer = get(file);
      assertThat(answer.statusCode()).as(file).isEqualTo(file.equals("/none") ? 404 : 200);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .contains("worker-src 'self'", "connect-src 'self'")
          .doesNotContain("unsafe", "*", "http:");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }
    assertThat(get("/../pom.xml").statusCode()).isIn(400, 404);
    assertThat(get("/page/app.js").statusCode()).isEqualTo(404);
  }

  @Test
  void scriptsAndStylesHoldNoAddressOfAnyOtherServer() throws Exception {
    start(null);
    for (String file :
        List.of(
            "/",
            "/app.js",
            "/link.js",
            "/charts.js",
            "/style.css",
            "/dom.js",
            "/hub.js",
            "/shared.js")) {
      assertThat(get(file).body().replace("http://www.w3.org/2000/svg", ""))
          .as(file)
          .doesNotContain("http:", "https:", "innerHTML", "insertAdjacentHTML", "eval(", "url(");
    }
  }

  @Test
  void everyAddressOfThePageIsRelative() throws Exception {
    start(null);
    String page = get("/").body();
    assertThat(page).doesNotContainPattern("(href|src|action)=\"/");
    Matcher scripts = Pattern.compile("\"([a-z-]+\\.js)\"").matcher(page);
    assertThat(scripts.results().map(script -> script.group(1)).distinct())
        .contains("app.js", "link.js", "hub.js")
        .allSatisfy(
            script -> assertThat(get("/" + script).body()).doesNotContainPattern("[\"'`]/[a-z\"]"));
  }

  @Test
  void pageNamesItsVersionSoThatEachVersionHasItsOwnSharedWorker() throws Exception {
    start(null);
    assertThat(get("/").body())
        .contains("<meta name=\"version\" content=\"" + new PageFiles().version() + "\">")
        .doesNotContain("{version}");
  }

  @Test
  void redirectsAndCookieStayUnderThePathOfAProxy() throws Exception {
    start(TOKEN);
    assertThat(get("/").headers().firstValue("Location")).hasValue("login");
    assertThat(get("/login").body()).contains("action=\"login\"");
    HttpResponse<String> in = logIn(TOKEN);
    assertThat(in.headers().firstValue("Location")).hasValue("./");
    assertThat(in.headers().firstValue("Set-Cookie").orElseThrow()).doesNotContain("Path");
  }

  @Test
  void unchangedFileIsNotSentAgain() throws Exception {
    start(null);
    String tag = get("/app.js").headers().firstValue("ETag").orElseThrow();
    assertThat(get("/app.js", "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void pageIsOnlyForReading() throws Exception {
    start(null);
    for (String method : List.of("POST", "PUT", "DELETE")) {
      var request = request("/").method(method, BodyPublishers.ofString("x")).build();
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void withoutATokenOnlyThisMachinesNamesAreAnswered() throws Exception {
    start(null);
    assertThat(firstLine("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")).contains("403");
    assertThat(firstLine("GET /events HTTP/1.1\r\nHost: evil.example:80\r\n\r\n")).contains("403");
    assertThat(firstLine("GET / HTTP/1.1\r\nHost: localhost:8085\r\n\r\n")).contains("200");
    assertThat(firstLine("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")).contains("200");
  }

  @Test
  void withATokenNothingIsShownToWhoLacksIt() throws Exception {
    start(TOKEN);
    for (String path : List.of("/events", "/metrics", "/app.js", "/index.html")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(401);
      assertThat(get(path, "Authorization", "Bearer wrong").statusCode()).isEqualTo(401);
      assertThat(get(path, "Cookie", "hydrobeam=" + TOKEN).statusCode()).isEqualTo(401);
    }
    assertThat(get("/").statusCode()).isEqualTo(303);
    assertThat(get("/").headers().firstValue("Location")).hasValue("login");
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(get("/metrics", "Authorization", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
  }

  @Test
  void rightTokenIsChangedForACookie() throws Exception {
    start(TOKEN);
    assertThat(logIn("wrong").statusCode()).isEqualTo(403);
    HttpResponse<String> in = logIn(TOKEN);
    assertThat(in.statusCode()).isEqualTo(303);
    String cookie = in.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain(TOKEN);
    assertThat(get("/", "Cookie", cookie.split(";")[0]).body()).contains("headline");
  }

  @Test
  void healthFollowsTheBrokerAndMetricsCount() throws Exception {
    start(null);
    plant.add(row("rig-1", 0, 0), NOON);
    plant.addDeadLetter("late");
    assertThat(get("/healthz").body()).isEqualTo("ok\n");
    brokerAnswers = false;
    assertThat(get("/healthz").statusCode()).isEqualTo(503);
    assertThat(get("/metrics").body())
        .contains(
            "hydrobeam_dashboard_rows_total 1.0",
            "hydrobeam_dashboard_rigs 1.0",
            "hydrobeam_dashboard_broker_answers 0.0",
            "hydrobeam_dashboard_dead_letters_total{reason=\"late\"} 1.0");
  }

  @Test
  void pageGetsTheHistoryOfItsRigAndThenItsRows() throws Exception {
    start(null);
    plant.add(row("rig 1/ü", 0, 0), NOON);
    BufferedReader events = open("/events?rig=rig%201%2F%C3%BC");
    assertThat(next(events)).startsWith("event: hello");
    assertThat(next(events)).startsWith("event: state");
    assertThat(next(events)).startsWith("event: history").contains("rig 1/ü", "\"t\":" + NOON);
    streams.sendRows(Map.of("another", List.of(row("another", 1, 0))));
    streams.sendRows(Map.of("rig 1/ü", List.of(row("rig 1/ü", 1, 0))));
    assertThat(next(events)).startsWith("event: rows").contains("\"t\":" + (NOON + 1000));
  }

  @Test
  void pageGetsRowsOfSeveralRigsAndTheHistoryOfOne() throws Exception {
    start(null);
    plant.add(row("a", 0, 0), NOON);
    plant.add(row("b", 0, 0), NOON);
    BufferedReader events = open("/events?rig=b&also=a&also=a+c");
    assertThat(next(events)).startsWith("event: hello");
    assertThat(next(events)).startsWith("event: state");
    assertThat(next(events)).startsWith("event: history").contains("\"rig\":\"b\"");
    for (String rig : List.of("a", "d", "a c", "b")) {
      streams.sendRows(Map.of(rig, List.of(row(rig, 1, 0))));
    }
    for (String rig : List.of("a", "a c", "b")) {
      assertThat(next(events)).startsWith("event: rows").contains("\"rig\":\"" + rig + "\"");
    }
  }

  @Test
  void pageThatConnectsGetsTheStateOfThatMoment() throws Exception {
    start(null);
    plant.add(row("rig-1", 0, 0), NOON);
    now = NOON + 60_000;
    BufferedReader events = open("/events");
    next(events);
    assertThat(next(events)).startsWith("event: state").contains("\"silent\":60000");
  }

  @Test
  void eventsAreNotToBeHeldBackByAProxy() throws Exception {
    start(null);
    HttpResponse<InputStream> answer =
        client.send(request("/events?fill=1").build(), BodyHandlers.ofInputStream());
    opened.add(answer.body());
    assertThat(answer.headers().firstValue("X-Accel-Buffering")).hasValue("no");
    var events = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
    assertThat(next(events)).startsWith("event: hello");
    assertThat(next(events)).matches(": {8190}\nevent: state\ndata: .*");
    BufferedReader plain = open("/events");
    next(plain);
    assertThat(next(plain)).startsWith("event: state");
  }

  @Test
  @Timeout(60)
  void slowBrowserIsDroppedAndNobodyWaitsForIt() throws Exception {
    start(null);
    opened.add(send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    await().until(() -> streams.size() == 1);
    state = Optional.of(("event: state\ndata: " + "x".repeat(500_000) + "\n\n").getBytes(UTF_8));
    // What the systems' buffers take is theirs; what comes then waits, up to the bound.
    for (int sent = 0; sent < 200 && streams.dropped() == 0; sent++) {
      streams.sendState();
    }
    assertThat(streams.dropped()).isEqualTo(1);
    await().until(() -> streams.size() == 0);
  }

  @Test
  void browserThatLeavesIsForgotten() throws Exception {
    start(null);
    BufferedReader events = open("/events?rig=rig-1");
    next(events);
    assertThat(streams.size()).isEqualTo(1);
    events.close();
    await()
        .until(
            () -> {
              streams.sendState();
              return streams.size() == 0;
            });
    assertThat(streams.dropped()).isZero();
  }

  @Test
  void pagesAreBounded() throws Exception {
    start(null);
    for (int page = 0; page < EventStreams.MOST; page++) {
      opened.add(send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    }
    await().until(() -> streams.size() == EventStreams.MOST);
    assertThat(get("/events").statusCode()).isEqualTo(503);
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.address().resolve(URI.create(path)));
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    var request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> logIn(String token) throws Exception {
    var form =
        request("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("token=" + token))
            .build();
    return client.send(form, BodyHandlers.ofString());
  }

  private BufferedReader open(String path) throws Exception {
    InputStream body = client.send(request(path).build(), BodyHandlers.ofInputStream()).body();
    opened.add(body);
    return new BufferedReader(new InputStreamReader(body, UTF_8));
  }

  /** The next event: its lines up to an empty one. */
  private static String next(BufferedReader events) throws IOException {
    var lines = new ArrayList<String>();
    for (String line = events.readLine(); !line.isEmpty(); line = events.readLine()) {
      lines.add(line);
    }
    return String.join("\n", lines);
  }

  private Socket send(String request) throws IOException {
    var socket = new Socket(server.address().getHost(), server.address().getPort());
    socket.getOutputStream().write(request.getBytes(UTF_8));
    return socket;
  }

  private String firstLine(String request) throws IOException {
    try (Socket socket = send(request)) {
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    }
  }
}
