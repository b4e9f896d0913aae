package io.hydrobeam.statistics;

import io.hydrobeam.model.Moments;
import io.hydrobeam.model.MomentsCoder;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.transforms.Combine.CombineFn;

/**
 * Combine function that merges partial moments. The accumulator is empty until the first part
 * arrives. A firing without parts yields an empty result.
 */
final class MergeMoments extends CombineFn<Moments, Optional<Moments>, Optional<Moments>> {
  private static final long serialVersionUID = 1L;

  @Override
  public Optional<Moments> createAccumulator() {
    return Optional.empty();
  }

  @Override
  public Optional<Moments> addInput(Optional<Moments> accumulator, Moments part) {
    return Optional.of(accumulator.map(part::merge).orElse(part));
  }

  @Override
  public Optional<Moments> mergeAccumulators(Iterable<Optional<Moments>> accumulators) {
    Optional<Moments> merged = Optional.empty();
    for (Optional<Moments> accumulator : accumulators) {
      if (accumulator.isPresent()) {
        merged = addInput(merged, accumulator.get());
      }
    }
    return merged;
  }

  @Override
  public Optional<Moments> extractOutput(Optional<Moments> accumulator) {
    return accumulator;
  }

  @Override
  public Coder<Optional<Moments>> getAccumulatorCoder(
      CoderRegistry registry, Coder<Moments> inputCoder) {
    return OptionalCoder.of(MomentsCoder.of());
  }

  @Override
  public Coder<Optional<Moments>> getDefaultOutputCoder(
      CoderRegistry registry, Coder<Moments> inputCoder) {
    return OptionalCoder.of(MomentsCoder.of());
  }
}
