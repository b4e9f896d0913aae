package io.hydrobeam.pipeline.doctor;

import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.tables.StorageTrial;
import java.util.List;

/**
 * Check that files can be written, renamed and read at the output, and that enough space is free.
 */
final class OutputCheck implements Check {
  static final String NAME = "output";

  private static final long LITTLE = 1L << 30;

  private final String output;

  OutputCheck(String output) {
    this.output = output;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    return List.of(finding(output, StorageTrial.of(output)));
  }

  static Finding finding(String output, long free) {
    return free < LITTLE
        ? Finding.warn(
            "%s has %s free; make room, or compact the tables (bin/hydrobeam compact)",
            output, MessageFormats.bytes(free))
        : Finding.ok("%s, written, renamed, read; %s free", output, MessageFormats.bytes(free));
  }
}
