package io.hydrobeam.pipeline.doctor;

import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.tables.WriteTable;
import java.util.List;

/** Check that existing tables have the layout of this run. */
final class LayoutCheck implements Check {
  private final String output;
  private final String layout;

  LayoutCheck(String output, String layout) {
    this.output = output;
    this.layout = layout;
  }

  @Override
  public String name() {
    return "tables";
  }

  @Override
  public List<String> needs() {
    return List.of(OutputCheck.NAME);
  }

  @Override
  public List<Finding> run() {
    return List.of(
        WriteTable.hasLayout(output, layout)
            ? Finding.ok("layout %s, as in this run", layout)
            : Finding.ok("none yet; this run would use %s", layout));
  }
}
