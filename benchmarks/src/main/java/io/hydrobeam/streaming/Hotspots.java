package io.hydrobeam.streaming;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Prints the methods and packages with the most samples in a flight recording, and the callers
 * among the methods of Beam and Hydrobeam. The command {@code jfr print} of JDK 17 fails on frames
 * of hidden classes.
 *
 * <pre>
 *   Hotspots RECORDING
 * </pre>
 */
public final class Hotspots {
  private static final int SHOWN = 25;

  private final Map<String, Integer> methods = new HashMap<>();
  private final Map<String, Integer> packages = new HashMap<>();
  private final Map<String, Integer> callers = new HashMap<>();
  private int samples;

  private Hotspots() {}

  /** Prints the samples of a recording. */
  public static void main(String[] arguments) throws IOException {
    var hotspots = new Hotspots();
    try (var recording = new RecordingFile(Path.of(arguments[0]))) {
      while (recording.hasMoreEvents()) {
        hotspots.add(recording.readEvent());
      }
    }
    hotspots.print("methods", hotspots.methods);
    hotspots.print("packages", hotspots.packages);
    hotspots.print("nearest methods of Beam or io.hydrobeam", hotspots.callers);
  }

  private void add(RecordedEvent event) {
    if (!event.getEventType().getName().equals("jdk.ExecutionSample")
        || event.getStackTrace() == null) {
      return;
    }
    List<RecordedMethod> stack =
        event.getStackTrace().getFrames().stream().map(frame -> frame.getMethod()).toList();
    samples++;
    methods.merge(name(stack.get(0)), 1, Integer::sum);
    String type = stack.get(0).getType().getName();
    packages.merge(type.substring(0, Math.max(0, type.lastIndexOf('.'))), 1, Integer::sum);
    Optional<String> caller =
        stack.stream()
            .map(Hotspots::name)
            .filter(n -> n.startsWith("io.hydrobeam.") || n.startsWith("org.apache.beam."))
            .findFirst();
    callers.merge(caller.orElse("none"), 1, Integer::sum);
  }

  private static String name(RecordedMethod method) {
    return method.getType().getName() + "." + method.getName();
  }

  private void print(String title, Map<String, Integer> counts) {
    System.out.printf(Locale.ROOT, "%s, of %d samples%n", title, samples);
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .forEach(
            e ->
                System.out.printf(
                    Locale.ROOT, "%5.1f %%  %s%n", 100.0 * e.getValue() / samples, e.getKey()));
  }
}
