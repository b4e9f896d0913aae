package io.hydrobeam.tables;

import java.io.IOException;
import java.util.Locale;

/** A write of a run that has lost its lease; nothing was changed. */
final class FencedException extends IOException {
  private static final long serialVersionUID = 1L;

  FencedException(Incoming incoming) {
    super(
        String.format(
            Locale.ROOT,
            "%s is gone: another run has taken over the output, or someone has removed it",
            incoming.directory()));
  }
}
