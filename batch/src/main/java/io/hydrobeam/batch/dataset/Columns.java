package io.hydrobeam.batch.dataset;

import io.hydrobeam.cycle.CycleLayout;
import io.hydrobeam.model.CycleStatistics;
import io.hydrobeam.model.CycleSummary;
import io.hydrobeam.model.Feature;
import io.hydrobeam.model.FeatureVector;
import io.hydrobeam.model.Moments;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.Sensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Columns of an exported data set: name, meaning, and value derived from a cycle. */
final class Columns {
  /** Type of the values of a column. */
  enum Type {
    TEXT("string", Schema.create(Schema.Type.STRING)),
    INT("int", Schema.create(Schema.Type.INT)),
    LONG("long", Schema.create(Schema.Type.LONG)),
    DOUBLE("double", Schema.create(Schema.Type.DOUBLE)),
    BOOLEAN("boolean", Schema.create(Schema.Type.BOOLEAN)),
    TIMESTAMP(
        "timestamp-millis",
        LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)));

    private final String label;
    private final Schema schema;

    Type(String label, Schema schema) {
      this.label = label;
      this.schema = schema;
    }

    /** Returns the name of the type in the manifest. */
    String label() {
      return label;
    }
  }

  /**
   * Column of an exported data set.
   *
   * @param unit the unit of the values; empty for none
   * @param value the function from a row to the value of this column; null for an unknown value
   */
  record Column(
      String name, Type type, String unit, String meaning, Function<Row, @Nullable Object> value) {}

  /**
   * Source of one exported row.
   *
   * @param timed true if the times of the cycle are known
   * @param labels the known labels of the cycle; null for none
   */
  record Row(
      CycleSummary cycle,
      FeatureVector features,
      boolean timed,
      boolean complete,
      @Nullable Map<Label, Integer> labels,
      String split) {}

  private Columns() {}

  /** Returns all columns, in order. */
  static List<Column> of(RigConfig rig, CycleLayout layout) {
    var columns = new ArrayList<Column>();
    addCycle(columns);
    for (Label label : Label.all()) {
      columns.add(
          new Column(
              label.column(),
              Type.INT,
              label.unit(),
              label.meaning(),
              row -> row.labels() == null ? null : row.labels().get(label)));
    }
    for (Sensor sensor : Sensor.all()) {
      addSensor(columns, sensor, rig.sensors().get(sensor).unit(), layout);
    }
    addFeatures(columns);
    return List.copyOf(columns);
  }

  private static void addCycle(List<Column> columns) {
    columns.add(new Column("rig", Type.TEXT, "", "the rig's name", row -> row.cycle().rig()));
    columns.add(
        new Column(
            "cycle", Type.INT, "", "the number of the load cycle", row -> row.cycle().cycle()));
    columns.add(
        new Column(
            "cycle_start",
            Type.TIMESTAMP,
            "UTC",
            "start of its first window; null if the source tells no times",
            row -> row.timed() ? row.cycle().startMillis() : null));
    columns.add(
        new Column(
            "cycle_end",
            Type.TIMESTAMP,
            "UTC",
            "end of its last window; null if the source tells no times",
            row -> row.timed() ? row.cycle().endMillis() : null));
    columns.add(
        new Column("split", Type.TEXT, "", "train or test, in whole blocks of cycles", Row::split));
    columns.add(
        new Column(
            "windows", Type.INT, "", "windows it was made of", row -> row.cycle().windows()));
    columns.add(
        new Column(
            "sensor_count",
            Type.INT,
            "",
            "sensors that had samples, of 17",
            row -> row.cycle().sensors().size()));
    columns.add(
        new Column(
            "complete",
            Type.BOOLEAN,
            "",
            "whether all sensors have just the samples that their rates promise",
            Row::complete));
  }

  private static void addSensor(
      List<Column> columns, Sensor sensor, String unit, CycleLayout layout) {
    add(columns, sensor, "avg", unit, "mean of the samples", s -> s.whole().mean());
    add(
        columns,
        sensor,
        "std",
        unit,
        "sample standard deviation (n - 1)",
        s -> s.whole().statistics().std());
    add(columns, sensor, "min", unit, "least sample", s -> s.whole().min());
    add(columns, sensor, "max", unit, "greatest sample", s -> s.whole().max());
    columns.add(
        new Column(
            sensor + "_count",
            Type.LONG,
            "",
            "number of samples",
            row -> {
              CycleStatistics statistics = row.cycle().sensors().get(sensor);
              return statistics == null ? 0L : statistics.whole().count();
            }));
    add(
        columns,
        sensor,
        "slope",
        unit + "/s",
        "slope of the least squares line through the windows' means",
        CycleStatistics::slope);
    for (int i = 0; i < layout.phases(); i++) {
      int phase = i;
      String name = String.format(Locale.ROOT, "p%02d", i + 1);
      String which = String.format(Locale.ROOT, " in phase %d of %d", i + 1, layout.phases());
      add(columns, sensor, name, unit, "mean" + which, s -> mean(s.phases().get(phase)));
      add(
          columns,
          sensor,
          name + "_std",
          unit,
          "sample standard deviation" + which,
          s -> std(s.phases().get(phase)));
    }
  }

  private static void add(
      List<Column> columns,
      Sensor sensor,
      String name,
      String unit,
      String meaning,
      Function<CycleStatistics, @Nullable Double> value) {
    columns.add(
        new Column(
            sensor + "_" + name,
            Type.DOUBLE,
            unit,
            meaning,
            row -> {
              CycleStatistics statistics = row.cycle().sensors().get(sensor);
              return statistics == null ? null : finite(value.apply(statistics));
            }));
  }

  private static void addFeatures(List<Column> columns) {
    for (Feature feature : Feature.all()) {
      columns.add(
          new Column(
              feature.label(),
              Type.DOUBLE,
              feature.unit(),
              feature.formula(),
              row -> feature.of(row.features())));
    }
  }

  /** Returns the Avro schema of the columns. Rig and cycle are never null. */
  static Schema schema(List<Column> columns) {
    var fields = new ArrayList<Schema.Field>();
    for (Column column : columns) {
      boolean required = column.name().equals("rig") || column.name().equals("cycle");
      Schema type =
          required
              ? column.type().schema
              : Schema.createUnion(Schema.create(Schema.Type.NULL), column.type().schema);
      fields.add(
          required
              ? new Schema.Field(column.name(), type)
              : new Schema.Field(column.name(), type, null, Schema.Field.NULL_DEFAULT_VALUE));
    }
    return Schema.createRecord("Cycle", null, "io.hydrobeam", false, fields);
  }

  private static @Nullable Double mean(@Nullable Moments phase) {
    return phase == null ? null : phase.mean();
  }

  private static @Nullable Double std(@Nullable Moments phase) {
    return phase == null ? null : phase.statistics().std();
  }

  private static @Nullable Double finite(@Nullable Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }
}
