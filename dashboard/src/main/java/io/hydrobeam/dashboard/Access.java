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
 * Who may look. With a token: who has it, in the header {@code Authorization: Bearer} or in a
 * cookie, which holds not the token but what only its owner can derive. Without: whoever asks this
 * machine by one of its own names, so that no other site's page can be made to look.
 */
final class Access {
  static final String COOKIE = "hydrobeam";

  private final Optional<String> token;

  Access(Optional<String> token) {
    this.token = token;
  }

  /** Whether a request may see the data. */
  boolean permits(Request request) {
    return token.isEmpty() ? asksLoopback(request) : hasToken(request) || hasCookie(request);
  }

  /** Whether a token is what a request lacks. */
  boolean needsToken() {
    return token.isPresent();
  }

  /** The value of the cookie for who gives this token; empty if it is not the right one. */
  Optional<String> cookieFor(String given) {
    return token.filter(right -> same(right, given)).map(Access::cookie);
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

  /** Takes as long whatever is given. */
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
