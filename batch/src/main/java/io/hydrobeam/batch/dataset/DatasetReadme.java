package io.hydrobeam.batch.dataset;

import io.hydrobeam.batch.dataset.Columns.Column;
import io.hydrobeam.cycle.CycleLayout;
import io.hydrobeam.model.RigConfig;
import io.hydrobeam.model.Sensor;
import java.util.List;
import java.util.Locale;

/** README.md of a data set: instructions to load the data, and each column with its unit. */
final class DatasetReadme {
  static final String FILE = "README.md";

  private DatasetReadme() {}

  static String of(
      DatasetSettings settings,
      RigConfig rig,
      Selection selection,
      List<Column> columns,
      String version) {
    CycleLayout layout = settings.layout();
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """
        # Training data

        One row a load cycle of %s s, %d rows, ordered by rig, cycle and time; made by Hydrobeam %s.
        `manifest.json` tells what it was made from, counts the labels, and lists every cycle with a
        fault and whether that excluded it.

        ```
        """,
            layout.lengthMillis() / 1000.0,
            selection.included().size(),
            version));
    if (settings.parquet()) {
      text.append(
          String.format(Locale.ROOT, "pandas.read_parquet(\"%s\")\n", DatasetFiles.PARQUET));
    }
    if (settings.csv()) {
      text.append(String.format(Locale.ROOT, "pandas.read_csv(\"%s\")\n", DatasetFiles.CSV));
    }
    text.append(
        String.format(
            Locale.ROOT,
            """
        ```

        `split` puts blocks of %d neighbouring cycle numbers into train or test together: neighbours
        share conditions, and a split at random flatters. An empty value is unknown, never zero.

        ## Columns

        | column | type | unit | |
        |---|---|---|---|
        """,
            settings.split().block()));
    columns.stream()
        .filter(column -> Sensor.all().stream().noneMatch(s -> isOf(column, s)))
        .forEach(
            column ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "| `%s` | %s | %s | %s |\n",
                        column.name(),
                        column.type().label(),
                        column.unit(),
                        column.meaning())));
    text.append("\nFor each sensor S, in the unit of the sensor unless it says otherwise:\n\n");
    text.append("| column | type | unit | |\n|---|---|---|---|\n");
    Sensor first = Sensor.PS1;
    String unit = rig.sensors().get(first).unit();
    columns.stream()
        .filter(column -> isOf(column, first))
        .forEach(
            column ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "| `S%s` | %s | %s | %s |\n",
                        column.name().substring(first.name().length()),
                        column.type().label(),
                        column.unit().replace(unit, "S"),
                        column.meaning())));
    text.append("\n| sensor | quantity | unit |\n|---|---|---|\n");
    for (Sensor sensor : Sensor.all()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s |\n",
              sensor,
              sensor.quantity().label(),
              rig.sensors().get(sensor).unit()));
    }
    return text.toString();
  }

  private static boolean isOf(Column column, Sensor sensor) {
    return column.name().startsWith(sensor + "_");
  }
}
