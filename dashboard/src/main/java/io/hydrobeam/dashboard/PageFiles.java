package io.hydrobeam.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Files of the page, all in memory. No request path can reach any other file. */
final class PageFiles {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/%s/dist/%s";
  private static final String HTML = "text/html;charset=utf-8";
  private static final String CSS = "text/css;charset=utf-8";
  private static final String SCRIPT = "text/javascript;charset=utf-8";

  /** Path of the login form. The rest of the page requires a token. */
  static final String LOGIN = "/login";

  private final Map<String, PageFile> files = new LinkedHashMap<>();
  private final String version;

  /**
   * File of the page.
   *
   * @param type the media type
   * @param content the bytes
   * @param tag the entity tag, different for any other content
   */
  @SuppressWarnings("ArrayRecordComponent")
  record PageFile(String type, byte[] content, String tag) {}

  PageFiles() {
    add(LOGIN, "page/login.html", HTML);
    add("/style.css", "page/style.css", CSS);
    add("/icon.svg", "page/icon.svg", "image/svg+xml");
    for (String script :
        new String[] {
          "app", "alerts", "charts", "data", "dom", "format", "hub", "link", "rigs", "rows",
          "shared"
        }) {
      add(
          String.format(Locale.ROOT, "/%s.js", script),
          String.format(Locale.ROOT, "page/%s.js", script),
          SCRIPT);
    }
    String uplot = uplotVersion();
    add("/uplot.js", String.format(Locale.ROOT, UPLOT, uplot, "uPlot.esm.js"), SCRIPT);
    add("/uplot.css", String.format(Locale.ROOT, UPLOT, uplot, "uPlot.min.css"), CSS);
    String page = new String(read("page/index.html"), UTF_8);
    var tags = new StringBuilder(tag(page.getBytes(UTF_8)));
    files.values().forEach(file -> tags.append(file.tag()));
    version = tag(tags.toString().getBytes(UTF_8));
    put("/", page.replace("{version}", version).getBytes(UTF_8), HTML);
  }

  /** Returns the file at a path. */
  Optional<PageFile> at(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** Returns the version, different for any other content of the page; in {@code index.html}. */
  String version() {
    return version;
  }

  private static String uplotVersion() {
    try (InputStream in = PageFiles.class.getResourceAsStream("built-with.properties")) {
      var versions = new Properties();
      versions.load(in);
      return versions.getProperty("uplot");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String path, String resource, String type) {
    put(path, read(resource), type);
  }

  private void put(String path, byte[] content, String type) {
    files.put(path, new PageFile(type, content, tag(content)));
  }

  private static byte[] read(String resource) {
    try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the program");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tag(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
