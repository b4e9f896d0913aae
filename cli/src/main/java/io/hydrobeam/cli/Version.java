package io.hydrobeam.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/** Version of this build. */
public final class Version {
  private static final Properties BUILD = load();

  private Version() {}

  /** Returns the version number, such as {@code 0.1.0}. */
  public static String number() {
    return BUILD.getProperty("version");
  }

  /** Returns version, commit and Java version in one line. */
  static String text() {
    return String.format(
        Locale.ROOT,
        "Hydrobeam %s (commit %s, Java %s)",
        number(),
        BUILD.getProperty("commit"),
        System.getProperty("java.version"));
  }

  private static Properties load() {
    var properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
