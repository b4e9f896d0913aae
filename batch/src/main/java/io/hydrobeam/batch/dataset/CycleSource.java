package io.hydrobeam.batch.dataset;

import io.hydrobeam.common.UserException;
import io.hydrobeam.cycle.CycleLayout;
import io.hydrobeam.model.CycleSummary;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.tables.ReadRows;
import io.hydrobeam.tables.Storage;
import java.io.IOException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where the cycles of a data set come from. */
interface CycleSource {
  /** What it is, for the manifest. */
  String kind();

  /** Whether it tells when a cycle was. */
  boolean timed();

  /**
   * The rig with the rates at which the source samples.
   *
   * @throws UserException if the source cannot have cycles of that length
   */
  RigConfig rig(RigConfig configured, CycleLayout layout);

  /**
   * Adds to a pipeline what reads the cycles.
   *
   * @param rig the rig with the source's own rates
   */
  Cycles read(Pipeline pipeline, RigConfig rig, CycleLayout layout, TimeSpan span);

  /**
   * What is read.
   *
   * @param cycles the cycles, in any order
   * @param problems for each file that cannot be used, what is wrong with it
   */
  record Cycles(PCollection<CycleSummary> cycles, PCollection<String> problems) {}

  /**
   * The source of this name: a directory of measurements, or else of rows.
   *
   * @throws UserException if there is nothing to read, or nothing that can be read
   */
  static CycleSource at(String input) {
    var path = new Path(input);
    try {
      FileSystem fileSystem = Storage.fileSystem(path);
      return Measurements.areAt(fileSystem, path)
          ? Measurements.open(fileSystem, path)
          : new StreamedRows(ReadRows.below(input));
    } catch (IOException | IllegalArgumentException e) {
      throw ReadRows.unreadable(input, e);
    }
  }
}
