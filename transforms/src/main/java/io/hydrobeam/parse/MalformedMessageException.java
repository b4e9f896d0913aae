package io.hydrobeam.parse;

import io.hydrobeam.model.DeadLetter.Reason;
import java.util.Locale;

/**
 * Says that a message is no reading, of which kind the trouble is and, in one sentence, what was
 * found and what would have been right. Bad data is common enough that it carries no stack trace.
 */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int QUOTE_LENGTH = 60;

  private final Reason reason;

  MalformedMessageException(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  /** "value is true; it takes a finite number". */
  static MalformedMessageException of(Reason reason, String field, String found, String takes) {
    return new MalformedMessageException(
        reason, String.format(Locale.ROOT, "%s is %s; it takes %s", field, shown(found), takes));
  }

  /** The kind of trouble. */
  public Reason reason() {
    return reason;
  }

  /** One sentence that names the field, what it held and what it takes. */
  public String detail() {
    return getMessage();
  }

  /** The text, cut to a length that a person reads, its control characters and halves escaped. */
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
