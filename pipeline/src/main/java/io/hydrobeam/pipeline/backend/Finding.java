package io.hydrobeam.pipeline.backend;

import java.util.Locale;

/**
 * What a check has found, one line.
 *
 * @param level how bad it is
 * @param text what was found, and unless all is well, what to do; one line
 */
public record Finding(Level level, String text) {
  /** How bad it is. */
  public enum Level {
    /** As it should be. */
    OK("ok"),
    /** The stream runs, and somebody should know. */
    WARN("warn"),
    /** The stream does not run, or not as it should. */
    FAILED("FAILED"),
    /** Not looked at, since another check has failed. */
    SKIPPED("skipped");

    private final String label;

    Level(String label) {
      this.label = label;
    }

    /** The word that is printed. */
    public String label() {
      return label;
    }
  }

  /** Makes one line of the text, since messages of other parts may have several. */
  public Finding {
    text = text.strip().replaceAll(":\\s*\\R\\s*", ": ").replaceAll("\\s*\\R\\s*", "; ");
  }

  /** All is well. */
  public static Finding ok(String text, Object... arguments) {
    return new Finding(Level.OK, String.format(Locale.ROOT, text, arguments));
  }

  /** The stream runs, and somebody should know. */
  public static Finding warn(String text, Object... arguments) {
    return new Finding(Level.WARN, String.format(Locale.ROOT, text, arguments));
  }

  /** The stream does not run, or not as it should. */
  public static Finding failed(String text, Object... arguments) {
    return new Finding(Level.FAILED, String.format(Locale.ROOT, text, arguments));
  }

  /** The line that is printed, below those of other checks. */
  public String line(String check) {
    return String.format(Locale.ROOT, "%-7s  %-12s  %s", level.label(), check, text);
  }
}
