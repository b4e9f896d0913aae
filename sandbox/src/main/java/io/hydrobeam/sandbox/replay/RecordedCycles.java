package io.hydrobeam.sandbox.replay;

import io.hydrobeam.common.UserException;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.recordings.RowReader;
import io.hydrobeam.sandbox.cycle.Cycle;
import io.hydrobeam.sandbox.cycle.CycleSource;
import io.hydrobeam.sandbox.replay.SelectedRecordings.Row;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Selected cycles of a data set, read in parallel from its seventeen files. */
final class RecordedCycles implements CycleSource {
  private final SelectedRecordings recordings;
  private final Iterator<Row> rows;
  private final List<RowReader> readers;

  RecordedCycles(SelectedRecordings recordings) {
    this.recordings = recordings;
    this.rows = recordings.rows().iterator();
    this.readers = Sensor.all().stream().map(sensor -> recordings.reader(sensor)).toList();
  }

  @Override
  public int hertz(Sensor sensor) {
    return recordings.hertz(sensor);
  }

  @Override
  public OptionalInt count() {
    return OptionalInt.of((int) recordings.rows().stream().filter(Row::selected).count());
  }

  @Override
  public Optional<Cycle> next() {
    while (rows.hasNext()) {
      Row row = rows.next();
      if (row.selected()) {
        return Optional.of(new Cycle(row.number(), row.labels(), read()));
      }
      readers.forEach(RowReader::skip);
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    readers.forEach(RowReader::close);
  }

  private double[][] read() {
    double[][] samples = new double[readers.size()][];
    for (Sensor sensor : Sensor.all()) {
      double[] row = readers.get(sensor.ordinal()).next();
      if (row == null) {
        throw UserException.failed(
            "The file of sensor %s lost rows while it was played. Play it again.", sensor);
      }
      samples[sensor.ordinal()] = row;
    }
    return samples;
  }
}
