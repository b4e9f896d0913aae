package io.hydrobeam.sandbox.replay;

import io.hydrobeam.common.UserException;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.cycle.Cycle;
import io.hydrobeam.sandbox.cycle.CycleSource;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Wraps a source of cycles, and writes the labels of each returned cycle as a line of a
 * profile.txt.
 */
public final class LabelledCycles implements CycleSource {
  private final CycleSource cycles;
  private final Path file;
  private final BufferedWriter labels;

  /** Creates a source that writes to a file. An existing file is replaced. */
  public LabelledCycles(CycleSource cycles, Path file) {
    this.cycles = cycles;
    this.file = file;
    try {
      this.labels = Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public int hertz(Sensor sensor) {
    return cycles.hertz(sensor);
  }

  @Override
  public OptionalInt count() {
    return cycles.count();
  }

  @Override
  public Optional<Cycle> next() {
    Optional<Cycle> cycle = cycles.next();
    try {
      if (cycle.isPresent()) {
        labels.write(cycle.get().labels() + "\n");
        // Readers of an endless replay find the labels of the current cycle.
        labels.flush();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
    return cycle;
  }

  @Override
  public void close() {
    try (cycles) {
      labels.close();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private UserException unwritable(IOException cause) {
    return UserException.failed(
        "%s",
        "The labels cannot be written to "
            + file.toAbsolutePath()
            + ": "
            + cause
            + ". Choose another place with --labels=FILE.");
  }
}
