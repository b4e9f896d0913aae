package io.hydrobeam.sandbox.replay;

import io.hydrobeam.model.Sensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;

/** Small data sets to test with: so many cycles, one value a second, all alike. */
final class TestRecordings {
  private TestRecordings() {}

  static Path write(Path directory, int rows) {
    try {
      for (Sensor sensor : Sensor.all()) {
        Files.writeString(directory.resolve(sensor + ".txt"), row(60).repeat(rows));
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String row(int values) {
    return String.join("\t", Collections.nCopies(values, "1.5")) + "\n";
  }
}
