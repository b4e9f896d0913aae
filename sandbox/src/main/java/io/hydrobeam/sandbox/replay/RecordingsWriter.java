package io.hydrobeam.sandbox.replay;

import io.hydrobeam.common.UserException;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.recordings.Decimals;
import io.hydrobeam.sandbox.cycle.Cycle;
import io.hydrobeam.sandbox.cycle.CycleSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes cycles as a data set directory. A replay of the directory gives the same samples. The
 * directory must be new or empty, and a complete directory is renamed to its final name.
 */
public final class RecordingsWriter {
  private RecordingsWriter() {}

  /** Writes all cycles, and returns the number of cycles. */
  public static int write(CycleSource cycles, Path directory) {
    Path target = directory.toAbsolutePath().normalize();
    Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
    try {
      refuseUsed(target);
      refuseUsed(unfinished);
      Files.createDirectories(unfinished);
      int count = writeFiles(cycles, unfinished);
      Files.deleteIfExists(target);
      Files.move(unfinished, target);
      return count;
    } catch (IOException e) {
      throw UserException.failed(
          "%s",
          "The data set cannot be written to "
              + target
              + ": "
              + e
              + ". Choose another place with --writeDataset=DIR.");
    }
  }

  private static void refuseUsed(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (var entries = Files.list(directory)) {
        if (entries.findAny().isPresent()) {
          throw UserException.failed(
              "%s",
              directory
                  + " is not empty. Remove it, or choose another place with --writeDataset=DIR.");
        }
      }
    }
  }

  private static int writeFiles(CycleSource cycles, Path directory) throws IOException {
    List<OutputStream> files = new ArrayList<>();
    StringBuilder numbers = new StringBuilder();
    StringBuilder labels = new StringBuilder();
    int count = 0;
    try {
      for (Sensor sensor : Sensor.all()) {
        files.add(Files.newOutputStream(directory.resolve(sensor + ".txt")));
      }
      for (Optional<Cycle> next = cycles.next(); next.isPresent(); next = cycles.next()) {
        Cycle cycle = next.get();
        for (Sensor sensor : Sensor.all()) {
          files.get(sensor.ordinal()).write(row(cycle.of(sensor)));
        }
        numbers.append(cycle.number()).append('\n');
        labels.append(cycle.labels()).append('\n');
        count++;
      }
    } finally {
      for (OutputStream file : files) {
        file.close();
      }
    }
    Files.writeString(directory.resolve("cycles.txt"), numbers);
    Files.writeString(directory.resolve("profile.txt"), labels);
    return count;
  }

  private static byte[] row(double[] values) {
    StringBuilder row = new StringBuilder(8 * values.length);
    byte[] text = new byte[32];
    for (double value : values) {
      if (row.length() > 0) {
        row.append('\t');
      }
      int length = Decimals.write(value, text, 0);
      row.append(new String(text, 0, length, StandardCharsets.US_ASCII));
    }
    return row.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
  }
}
