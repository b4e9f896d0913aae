package io.hydrobeam.parse;

import io.hydrobeam.model.DeadLetter.Reason;
import java.util.Locale;

/**
 * Reports a message that is no valid reading. The exception has a reason, and a sentence with the
 * value found and the value expected. Malformed messages are frequent, so the exception has no
 * stack trace.
 */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int QUOTE_LENGTH = 60;

  private final Reason reason;

  MalformedMessageException(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  /** Creates an exception with a message such as "value is true; it takes a finite number". */
  static MalformedMessageException of(Reason reason, String field, String found, String takes) {
    return new MalformedMessageException(
        reason, String.format(Locale.ROOT, "%s is %s; it takes %s", field, shown(found), takes));
  }

  /** Returns the kind of error. */
  public Reason reason() {
    return reason;
  }

  /** Returns one sentence with the field, the value found and the value expected. */
  public String detail() {
    return getMessage();
  }

  /**
   * Returns the text shortened to 60 characters, with control characters and lone surrogates
   * escaped.
   */
  static String shown(String text) {
    boolean cut = text.codePointCount(0, text.length()) > QUOTE_LENGTH;
    int end = cut ? text.offsetByCodePoints(0, QUOTE_LENGTH) : text.length();
    var shown = new StringBuilder(end + 3);
    text.substring(0, end)
        .codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return cut ? shown.append("...").toString() : shown.toString();
  }
}
