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
 * Fixed windows of event time with an allowed lateness. A window is kept until the watermark passes
 * its end by more than the allowed lateness.
 *
 * @param size the length of a window, at least 1 ms
 * @param allowedLateness the longest delay behind the watermark of a sample that still counts, 0 or
 *     more
 */
public record Windowing(Duration size, Duration allowedLateness) implements Serializable {
  /** Rejects lengths outside the documented ranges. */
  public Windowing {
    if (size.getMillis() < 1 || allowedLateness.getMillis() < 0) {
      throw new IllegalArgumentException(
          "a window of " + size + " with an allowed lateness of " + allowedLateness);
    }
  }

  /**
   * Longest step by which the reader advances the watermark. On Spark, two groupings of one batch
   * may see watermarks one step apart: the runner asks for the watermark key by key, and each
   * executor caches a copy. A grouping downstream of another must therefore keep its windows one
   * step longer, or it drops the output of the first.
   */
  public static final Duration LONGEST_WATERMARK_STEP = Duration.standardSeconds(60);

  /** Returns the same windows for a grouping downstream of one that fires by the watermark. */
  public Windowing downstream() {
    return new Windowing(size, allowedLateness.plus(LONGEST_WATERMARK_STEP));
  }

  /** Returns windows of another length with the same allowed lateness. */
  public Windowing over(Duration otherSize) {
    return new Windowing(otherSize, allowedLateness);
  }

  /** Returns a window transform that fires for each new element, with the new elements only. */
  public <T> Window<T> atOnce() {
    return this.<T>triggering(Repeatedly.forever(AfterPane.elementCountAtLeast(1)))
        .discardingFiredPanes();
  }

  /**
   * Returns a window transform that fires at the window's end and for late elements, with the new
   * elements only.
   */
  public <T> Window<T> discarding() {
    return this.<T>triggering(byWatermark()).discardingFiredPanes();
  }

  /**
   * Returns a window transform that fires at the window's end and for late elements, with all
   * elements so far.
   */
  public <T> Window<T> accumulating() {
    return this.<T>triggering(byWatermark()).accumulatingFiredPanes();
  }

  /**
   * Returns one global window that fires for each new element, with the new elements only. The
   * window fires once more at the end of time, even without new elements.
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

  /** Returns a global window for elements that can be processed together, from any window. */
  public static <T> Window<T> unwindowed() {
    return Window.<T>into(new GlobalWindows())
        .triggering(DefaultTrigger.of())
        .withAllowedLateness(Duration.ZERO)
        .discardingFiredPanes();
  }

  private <T> Window<T> triggering(Trigger trigger) {
    // With allowed lateness, runners fire empty panes by default.
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
