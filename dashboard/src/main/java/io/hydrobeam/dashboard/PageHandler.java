package io.hydrobeam.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrobeam.dashboard.PageFiles.PageFile;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * Handler of requests from browsers and monitors, read only. All addresses in responses are
 * relative, and the cookie has no path. A proxy can therefore serve the page under any path.
 */
final class PageHandler extends Handler.Abstract {
  static final String POLICY =
      "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String TEXT = "text/plain;charset=utf-8";
  private static final String NO_PAGE =
      "There is no such page. A proxy that serves the dashboard under a path must remove that path;"
          + " nginx does so if the address of proxy_pass ends with a slash.\n";
  private static final int LONGEST_FORM = 4_096;
  private static final int COOKIE_SECONDS = 30 * 24 * 3600;

  private final AccessControl access;
  private final PageFiles files;
  private final EventStreams streams;
  private final DashboardMetrics metrics;

  PageHandler(
      AccessControl access, PageFiles files, EventStreams streams, DashboardMetrics metrics) {
    this.access = access;
    this.files = files;
    this.streams = streams;
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback done) {
    protect(response);
    String path = Request.getPathInContext(request);
    boolean reads =
        HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    if (path.equals("/healthz") && reads) {
      health(response, done);
    } else if (path.equals(PageFiles.LOGIN) && access.needsToken()) {
      logIn(request, response, done);
    } else if (!access.permits(request)) {
      refuse(path, response, done);
    } else if (!reads) {
      text(response, done, HttpStatus.METHOD_NOT_ALLOWED_405, "this page is only for reading\n");
    } else if (path.equals("/events")) {
      events(request, response, done);
    } else if (path.equals("/metrics")) {
      send(response, done, DashboardMetrics.CONTENT_TYPE, metrics.text());
    } else {
      file(files.at(path), request, response, done);
    }
    return true;
  }

  private static void protect(Response response) {
    response.getHeaders().put("Content-Security-Policy", POLICY);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Referrer-Policy", "no-referrer");
    response.getHeaders().put("Cross-Origin-Resource-Policy", "same-origin");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
  }

  private void health(Response response, Callback done) {
    boolean well = metrics.brokerAnswers();
    text(
        response,
        done,
        well ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503,
        well ? "ok\n" : "no Kafka broker answers\n");
  }

  private void events(Request request, Response response, Callback done) {
    EventsWanted wanted = EventsWanted.of(Request.extractQueryParameters(request));
    if (!streams.open(wanted, request, response, done)) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, 10);
      text(response, done, HttpStatus.SERVICE_UNAVAILABLE_503, "too many pages are open\n");
    }
  }

  private void logIn(Request request, Response response, Callback done) {
    if (HttpMethod.POST.is(request.getMethod())) {
      Fields form = FormFields.getFields(request, 4, LONGEST_FORM);
      String token = Optional.ofNullable(form.getValue("token")).orElse("").strip();
      Optional<String> cookie = access.cookieFor(token);
      if (cookie.isPresent()) {
        response
            .getHeaders()
            .put(
                HttpHeader.SET_COOKIE,
                String.format(
                    Locale.ROOT,
                    "%s=%s; Max-Age=%d; HttpOnly; SameSite=Strict",
                    AccessControl.COOKIE,
                    cookie.get(),
                    COOKIE_SECONDS));
        response.getHeaders().put(HttpHeader.LOCATION, "./");
        text(response, done, HttpStatus.SEE_OTHER_303, "");
        return;
      }
      response.setStatus(HttpStatus.FORBIDDEN_403);
    }
    PageFile form = files.at(PageFiles.LOGIN).orElseThrow();
    send(response, done, form.type(), form.content());
  }

  private void refuse(String path, Response response, Callback done) {
    if (!access.needsToken()) {
      text(response, done, HttpStatus.FORBIDDEN_403, "this page answers to localhost only\n");
    } else if (path.equals("/")) {
      response.getHeaders().put(HttpHeader.LOCATION, PageFiles.LOGIN.substring(1));
      text(response, done, HttpStatus.SEE_OTHER_303, "");
    } else if (path.equals("/style.css") || path.equals("/icon.svg")) {
      // The login form consists of these files, too.
      PageFile file = files.at(path).orElseThrow();
      send(response, done, file.type(), file.content());
    } else {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
      text(response, done, HttpStatus.UNAUTHORIZED_401, "a token is required\n");
    }
  }

  private static void file(
      Optional<PageFile> found, Request request, Response response, Callback done) {
    if (found.isEmpty()) {
      text(response, done, HttpStatus.NOT_FOUND_404, NO_PAGE);
      return;
    }
    PageFile file = found.get();
    String tag = '"' + file.tag() + '"';
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
    response.getHeaders().put(HttpHeader.ETAG, tag);
    HttpField known = request.getHeaders().getField(HttpHeader.IF_NONE_MATCH);
    if (known != null && known.contains(tag)) {
      response.setStatus(HttpStatus.NOT_MODIFIED_304);
      done.succeeded();
      return;
    }
    send(response, done, file.type(), file.content());
  }

  private static void text(Response response, Callback done, int status, String text) {
    response.setStatus(status);
    send(response, done, TEXT, text.getBytes(UTF_8));
  }

  private static void send(Response response, Callback done, String type, byte[] content) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
    response.write(true, ByteBuffer.wrap(content), done);
  }
}
