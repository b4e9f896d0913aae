package io.hydrobeam.batch.dataset;

import io.hydrobeam.common.UserException;
import io.hydrobeam.cycle.CycleLayout;
import io.hydrobeam.model.CycleSummary;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.recordings.RecordingFiles;
import io.hydrobeam.recordings.Recordings;
import io.hydrobeam.tables.ReadRows;
import java.io.IOException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;
import org.apache.hadoop.fs.Path;

/** Source of the cycles of an exported data set. */
interface CycleSource {
  /** Returns the kind of source for the manifest. */
  String kind();

  /** Returns true if the source knows the times of its cycles. */
  boolean timed();

  /**
   * Returns the rig with the sample rates of the source.
   *
   * @throws UserException if the source cannot have cycles of the length in the layout
   */
  RigConfig rig(RigConfig configured, CycleLayout layout);

  /**
   * Adds the transforms that read the cycles to a pipeline.
   *
   * @param rig the rig with the sample rates of the source
   */
  Cycles read(Pipeline pipeline, RigConfig rig, CycleLayout layout, TimeSpan span);

  /**
   * Cycles and problems of a source.
   *
   * @param cycles the cycles, in any order
   * @param problems one message for each unusable file
   */
  record Cycles(PCollection<CycleSummary> cycles, PCollection<String> problems) {}

  /**
   * Returns the source at a path: a data set directory, or else a directory of rows.
   *
   * @throws UserException if the source is missing or cannot be read
   */
  static CycleSource at(String input) {
    var path = new Path(input);
    try {
      RecordingFiles files = HadoopRecordingFiles.in(path);
      return Recordings.areIn(files)
          ? RecordingsSource.open(Recordings.open(files), input)
          : new StreamedRows(ReadRows.below(input));
    } catch (IOException | IllegalArgumentException e) {
      throw ReadRows.unreadable(input, e);
    }
  }
}
