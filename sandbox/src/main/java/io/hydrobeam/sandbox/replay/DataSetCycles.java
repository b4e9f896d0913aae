package io.hydrobeam.sandbox.replay;

import io.hydrobeam.common.UserException;
import io.hydrobeam.model.Sensor;
import io.hydrobeam.sandbox.cycle.Cycle;
import io.hydrobeam.sandbox.cycle.CycleSource;
import io.hydrobeam.sandbox.replay.DataSet.Row;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Selected cycles of a data set, read in parallel from its seventeen files. */
final class DataSetCycles implements CycleSource {
  private final DataSet dataSet;
  private final Iterator<Row> rows;
  private final List<RowReader> readers;

  DataSetCycles(DataSet dataSet) {
    this.dataSet = dataSet;
    this.rows = dataSet.rows().iterator();
    this.readers =
        Sensor.all().stream().map(sensor -> new RowReader(dataSet.file(sensor))).toList();
  }

  @Override
  public int hertz(Sensor sensor) {
    return dataSet.hertz(sensor);
  }

  @Override
  public OptionalInt count() {
    return OptionalInt.of((int) dataSet.rows().stream().filter(Row::selected).count());
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
            "%s", dataSet.file(sensor) + " lost rows while it was played. Play it again.");
      }
      samples[sensor.ordinal()] = row;
    }
    return samples;
  }
}
