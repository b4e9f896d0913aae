package io.hydrobeam.pipeline.doctor;

import io.hydrobeam.kafka.NativeLibraries;
import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import java.util.List;

/** Check that the native libraries for compression can be loaded on this machine. */
final class NativeCheck implements Check {
  @Override
  public String name() {
    return "compression";
  }

  @Override
  public List<Finding> run() {
    NativeLibraries.load();
    return List.of(
        Finding.ok(
            "Snappy and Zstandard are loaded from %s", System.getProperty("java.io.tmpdir")));
  }
}
