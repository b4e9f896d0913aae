package io.hydrobeam.window;

import java.io.Serializable;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Trigger;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.Window.OnTimeBehavior;
import org.joda.time.Duration;

/**
 * How event time is cut: fixed windows, one firing when the watermark passes the end and one for
 * each batch of samples that come later, up to the allowed lateness.
 *
 * @param size the length of a window, at least 1 ms
 * @param allowedLateness how far behind the watermark a sample may be and still count
 */
public record Windowing(Duration size, Duration allowedLateness) implements Serializable {
  /** Checks the lengths. */
  public Windowing {
    if (size.getMillis() < 1 || allowedLateness.getMillis() < 0) {
      throw new IllegalArgumentException(
          "a window of " + size + " with an allowed lateness of " + allowedLateness);
    }
  }

  /**
   * By how much the reader lets the watermark step forward at once. On Spark two groupings of one
   * batch may see watermarks that are one step apart (the runner asks for it key by key, and it
   * moves on while batches are queued), so that the second must keep its windows for a step longer
   * than the first, or it would drop what the first one emits.
   */
  public static final Duration LONGEST_WATERMARK_STEP = Duration.standardSeconds(60);

  /** The same windows for a grouping that comes behind one with these. */
  public Windowing downstream() {
    return new Windowing(size, allowedLateness.plus(LONGEST_WATERMARK_STEP));
  }

  /** The same lateness over windows of another length. */
  public Windowing over(Duration otherSize) {
    return new Windowing(otherSize, allowedLateness);
  }

  /** Each firing holds what came since the one before. */
  public <T> Window<T> discarding() {
    return this.<T>fired().discardingFiredPanes();
  }

  /** Each firing holds all that has come. */
  public <T> Window<T> accumulating() {
    return this.<T>fired().accumulatingFiredPanes();
  }

  private <T> Window<T> fired() {
    // With allowed lateness, runners fire empty panes unless told not to.
    return Window.<T>into(FixedWindows.of(size))
        .triggering(trigger())
        .withAllowedLateness(allowedLateness)
        .withOnTimeBehavior(OnTimeBehavior.FIRE_IF_NON_EMPTY);
  }

  private static Trigger trigger() {
    return AfterWatermark.pastEndOfWindow().withLateFirings(AfterPane.elementCountAtLeast(1));
  }
}
