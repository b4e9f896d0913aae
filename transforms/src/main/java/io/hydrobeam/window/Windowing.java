package io.hydrobeam.window;

import java.io.Serializable;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Trigger;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.Window.OnTimeBehavior;
import org.joda.time.Duration;

/**
 * How event time is cut: fixed windows, kept until the watermark is further behind their end than
 * the allowed lateness.
 *
 * @param size the length of a window, at least 1 ms
 * @param allowedLateness how far behind the watermark a sample may be and still count, 0 or more
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
   * batch may see watermarks that are one step apart (the runner asks for it key by key, and each
   * executor keeps a copy for a while), so that a grouping that waits for another to fire must keep
   * its windows for a step longer, or it would drop what the other emits.
   */
  public static final Duration LONGEST_WATERMARK_STEP = Duration.standardSeconds(60);

  /** The same windows for a grouping that comes behind one that fires by the watermark. */
  public Windowing downstream() {
    return new Windowing(size, allowedLateness.plus(LONGEST_WATERMARK_STEP));
  }

  /** The same lateness over windows of another length. */
  public Windowing over(Duration otherSize) {
    return new Windowing(otherSize, allowedLateness);
  }

  /** Fires whenever something has come, with what came since the firing before. */
  public <T> Window<T> atOnce() {
    return this.<T>triggering(Repeatedly.forever(AfterPane.elementCountAtLeast(1)))
        .discardingFiredPanes();
  }

  /** Fires at the window's end and whenever something late has come, with what is new. */
  public <T> Window<T> discarding() {
    return this.<T>triggering(byWatermark()).discardingFiredPanes();
  }

  /** Fires at the window's end and whenever something late has come, with all that there is. */
  public <T> Window<T> accumulating() {
    return this.<T>triggering(byWatermark()).accumulatingFiredPanes();
  }

  /**
   * One window for all time, which fires whenever something has come, with what came since the
   * firing before, and once more at the end of time, whether something has come or not.
   */
  public static <T> Window<T> inAllTime() {
    return Window.<T>into(new GlobalWindows())
        .triggering(
            AfterWatermark.pastEndOfWindow()
                .withEarlyFirings(AfterPane.elementCountAtLeast(1))
                .withLateFirings(AfterPane.elementCountAtLeast(1)))
        .withAllowedLateness(Duration.ZERO)
        .withOnTimeBehavior(OnTimeBehavior.FIRE_ALWAYS)
        .withTimestampCombiner(TimestampCombiner.EARLIEST)
        .discardingFiredPanes();
  }

  /** For elements that can be handled together, whatever windows they come from. */
  public static <T> Window<T> unwindowed() {
    return Window.<T>into(new GlobalWindows())
        .triggering(DefaultTrigger.of())
        .withAllowedLateness(Duration.ZERO)
        .discardingFiredPanes();
  }

  private <T> Window<T> triggering(Trigger trigger) {
    // With allowed lateness, runners fire empty panes unless told not to.
    return Window.<T>into(FixedWindows.of(size))
        .withTimestampCombiner(TimestampCombiner.END_OF_WINDOW)
        .triggering(trigger)
        .withAllowedLateness(allowedLateness)
        .withOnTimeBehavior(OnTimeBehavior.FIRE_IF_NON_EMPTY);
  }

  private static Trigger byWatermark() {
    return AfterWatermark.pastEndOfWindow().withLateFirings(AfterPane.elementCountAtLeast(1));
  }
}
