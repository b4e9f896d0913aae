package io.hydrobeam.baseline;

import static java.util.Objects.requireNonNull;

import io.hydrobeam.model.Component;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.Sensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Normal values of a rig for each second of its load cycle, learned from cycles that a person
 * declared normal. See {@link Learning} for the method and {@link BaselineFile} for the format.
 *
 * @param provenance where it comes from
 * @param rates samples a second of each sensor in the cycles that it was learned from
 * @param normal the normal behaviour of each sensor, none missing
 * @param relations how sensors go together
 * @param signatures the signatures of known faults; empty without labelled cycles
 */
public record Baseline(
    Provenance provenance,
    Map<Sensor, Double> rates,
    Map<Sensor, Normal> normal,
    Relations relations,
    List<Signature> signatures)
    implements Serializable {

  /** Checks that no sensor is missing. */
  public Baseline {
    requireNonNull(provenance, "provenance");
    requireNonNull(relations, "relations");
    rates = Collections.unmodifiableMap(new EnumMap<>(rates));
    normal = Collections.unmodifiableMap(new EnumMap<>(normal));
    signatures = List.copyOf(signatures);
    if (normal.size() < Sensor.all().size() || rates.size() < Sensor.all().size()) {
      throw new IllegalArgumentException("a baseline needs all sensors: " + Sensor.names());
    }
  }

  /** Why this baseline does not serve a rig, each reason with its remedy; empty if it does. */
  public List<String> misfits(RigConfig rig) {
    var misfits = new ArrayList<String>();
    rig.sensors()
        .forEach(
            (sensor, spec) -> {
              if (spec.hertz() != rates.get(sensor)) {
                misfits.add(
                    String.format(
                        Locale.ROOT,
                        "%s has %s samples a second in the baseline and %s in the rig's configuration;"
                            + " learn a baseline from the rig's own rows, or correct hertz",
                        sensor,
                        rates.get(sensor),
                        spec.hertz()));
              }
            });
    return misfits;
  }

  /**
   * Provenance of a baseline.
   *
   * @param source the input
   * @param cycles how many cycles it was learned from
   * @param firstCycle the least of their numbers
   * @param lastCycle the greatest of their numbers
   * @param fromMillis when the earliest of them starts, epoch milliseconds
   * @param toMillis when the latest of them ends, epoch milliseconds
   * @param leftOut cycles that were chosen but have seconds missing
   * @param historyCycles further cycles, of labelled conditions, that taught how far cycles of one
   *     condition differ and what faults look like; 0 for none
   * @param historyConditions how many conditions these are of
   */
  public record Provenance(
      String source,
      int cycles,
      int firstCycle,
      int lastCycle,
      long fromMillis,
      long toMillis,
      int leftOut,
      int historyCycles,
      int historyConditions)
      implements Serializable {}

  /**
   * One figure of a sensor over the cycle, in the sensor's unit.
   *
   * @param means the normal mean of each second
   * @param deviations by how much a normal cycle departs from it, one standard deviation, above 0
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Curve(double[] means, double[] deviations) implements Serializable {
    /** Checks that there is a mean and a deviation above 0 for each second. */
    public Curve {
      if (means.length != CycleTrace.SECONDS || deviations.length != CycleTrace.SECONDS) {
        throw new IllegalArgumentException("a curve has " + CycleTrace.SECONDS + " seconds");
      }
      for (double deviation : deviations) {
        if (!(deviation > 0)) {
          throw new IllegalArgumentException("a deviation must be above 0, not " + deviation);
        }
      }
    }

    public double mean(int second) {
      return means[second];
    }

    /**
     * Returns the distance of a value from normal in standard deviations; NaN for an unknown value.
     */
    public double z(int second, double value) {
      return (value - means[second]) / deviations[second];
    }
  }

  /**
   * Normal behaviour of one sensor.
   *
   * @param level its average in a second
   * @param spread its greatest less its least value in a second; null where that was not to be
   *     seen, with one sample a second
   * @param step its average less that of the second before; the first second has none
   * @param longestRest the longest run of one value in a cycle, in seconds
   * @param shape how far the shapes of normal cycles are from the normal one, above 0
   * @param floor the least deviation that counts, in the sensor's unit, above 0
   */
  public record Normal(
      Curve level, @Nullable Curve spread, Curve step, int longestRest, double shape, double floor)
      implements Serializable {
    /** Checks the scales. */
    public Normal {
      if (!(shape > 0 && floor > 0)) {
        throw new IllegalArgumentException("shape and floor must be above 0");
      }
    }
  }

  /**
   * Joint distribution of the sensors' deviations over a cycle: probabilistic principal components
   * (Tipping and Bishop, 1999) of the deviations in {@link Phases}, each divided by its scale.
   *
   * @param scale one standard deviation of each phase of each sensor, in the sensor's unit
   * @param axes the principal axes, orthonormal
   * @param variances of the scaled deviations along the axes
   * @param rest their variance in any other direction
   * @param limit of Hotelling's T2 plus the scaled residual Q: few normal cycles pass it
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Relations(
      double[] scale, double[][] axes, double[] variances, double rest, double limit)
      implements Serializable {
    /** Checks the sizes. */
    public Relations {
      if (scale.length != Phases.COUNT || axes.length != variances.length) {
        throw new IllegalArgumentException("relations of another number of phases");
      }
      for (double[] axis : axes) {
        if (axis.length != Phases.COUNT) {
          throw new IllegalArgumentException("an axis of another number of phases");
        }
      }
      if (!(rest > 0 && limit > 0)) {
        throw new IllegalArgumentException("rest and limit must be above 0");
      }
    }
  }

  /**
   * Signature of one step of wear: a linear discriminant (Fisher, 1936) on scaled deviations.
   *
   * @param component the worn component
   * @param from the better condition, as labelled
   * @param to the worse one
   * @param weights of the scaled phases
   * @param limit of the weighted sum: few normal cycles pass it
   * @param offset subtracted from the sum, so that sums of signatures can be compared
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Signature(
      Component component, int from, int to, double[] weights, double limit, double offset)
      implements Serializable {
    /** Checks the sizes. */
    public Signature {
      requireNonNull(component, "component");
      if (weights.length != Phases.COUNT || !(limit > 0)) {
        throw new IllegalArgumentException("a signature of another number of phases");
      }
    }
  }
}
