package io.hydrobeam.join;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/**
 * Generator of tally names for one process. No two bundles with samples of one window share a name.
 * Windows far apart may share names, because a runner does work for each distinct key. Safe for use
 * by several threads.
 */
final class TallyNames {
  private final int mostWindows;
  private final Map<BoundedWindow, Integer> bundles = new HashMap<>();
  private String process = newName();

  /**
   * Creates a generator without known windows.
   *
   * @param mostWindows the number of remembered windows; beyond this number, all names are new
   */
  TallyNames(int mostWindows) {
    this.mostWindows = mostWindows;
  }

  /** Returns the name for the next bundle with samples of a window. */
  synchronized String next(BoundedWindow window) {
    if (bundles.size() >= mostWindows && !bundles.containsKey(window)) {
      bundles.clear();
      process = newName();
    }
    return process + "/" + bundles.merge(window, 1, Integer::sum);
  }

  private static String newName() {
    return UUID.randomUUID().toString();
  }
}
