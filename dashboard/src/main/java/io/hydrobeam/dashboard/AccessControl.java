package io.hydrobeam.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Access control of the page. With a token, a request needs the token in the header {@code
 * Authorization: Bearer}, or a cookie with a value derived from the token. Without a token, a
 * request must address this machine by one of its own names. The page of another site therefore
 * cannot read data through a browser.
 */
final class AccessControl {
  static final String COOKIE = "hydrobeam";

  private final Optional<String> token;

  AccessControl(Optional<String> token) {
    this.token = token;
  }

  /** Returns true if a request may read the data. */
  boolean permits(Request request) {
    return token.isEmpty() ? asksLoopback(request) : hasToken(request) || hasCookie(request);
  }

  /** Returns true if requests need a token. */
  boolean needsToken() {
    return token.isPresent();
  }

  /** Returns the cookie value for a token; empty if the token is wrong. */
  Optional<String> cookieFor(String given) {
    return token.filter(right -> same(right, given)).map(AccessControl::cookie);
  }

  private boolean hasToken(Request request) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header != null
        && header.startsWith("Bearer ")
        && same(token.orElseThrow(), header.substring("Bearer ".length()).strip());
  }

  private boolean hasCookie(Request request) {
    String right = cookie(token.orElseThrow());
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .map(HttpCookie::getValue)
        .anyMatch(given -> same(right, given));
  }

  private static boolean asksLoopback(Request request) {
    String host = Request.getServerName(request);
    return host != null && host.matches("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[?::1]?");
  }

  /** Compares two texts in constant time. */
  private static boolean same(String right, String given) {
    return MessageDigest.isEqual(right.getBytes(UTF_8), given.getBytes(UTF_8));
  }

  private static String cookie(String token) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal("hydrobeam dashboard".getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
