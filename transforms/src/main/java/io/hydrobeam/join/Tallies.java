package io.hydrobeam.join;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/**
 * Names the tallies of a process, so that no two bundles with samples of one window share a name.
 * It uses few names: a runner does work for each key, and windows far apart may have the same. Safe
 * for use by several threads.
 */
final class Tallies {
  private final int mostWindows;
  private final Map<BoundedWindow, Integer> bundles = new HashMap<>();
  private String process = newName();

  /**
   * No window has had a bundle yet.
   *
   * @param mostWindows how many windows are remembered; beyond, all names are new
   */
  Tallies(int mostWindows) {
    this.mostWindows = mostWindows;
  }

  /** The name for the next bundle with samples of a window. */
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
