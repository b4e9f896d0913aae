package io.hydrobeam.pipeline.backend;

import java.util.Locale;

/**
 * Result of a check, on one line.
 *
 * @param level severity
 * @param text result on one line, with the remedy unless the level is OK
 */
public record Finding(Level level, String text) {
  /** Severity of a finding. */
  public enum Level {
    /** No problem found. */
    OK("ok"),
    /** The stream runs, but the user should know of a problem. */
    WARN("warn"),
    /** The stream does not run, or does not run correctly. */
    FAILED("FAILED"),
    /** Not checked, since another check has failed. */
    SKIPPED("skipped");

    private final String label;

    Level(String label) {
      this.label = label;
    }

    /** Returns the printed word. */
    public String label() {
      return label;
    }
  }

  /** Joins the lines of the text, since messages of other components may have several. */
  public Finding {
    text = text.strip().replaceAll(":\\s*\\R\\s*", ": ").replaceAll("\\s*\\R\\s*", "; ");
  }

  /** Returns a finding without a problem. */
  public static Finding ok(String text, Object... arguments) {
    return new Finding(Level.OK, String.format(Locale.ROOT, text, arguments));
  }

  /** Returns a warning. The stream still runs. */
  public static Finding warn(String text, Object... arguments) {
    return new Finding(Level.WARN, String.format(Locale.ROOT, text, arguments));
  }

  /** Returns a failure. The stream does not run, or does not run correctly. */
  public static Finding failed(String text, Object... arguments) {
    return new Finding(Level.FAILED, String.format(Locale.ROOT, text, arguments));
  }

  /** Returns the printed line, aligned with the lines of other checks. */
  public String line(String check) {
    return String.format(Locale.ROOT, "%-7s  %-12s  %s", level.label(), check, text);
  }
}
