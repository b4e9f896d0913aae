package io.hydrobeam.runners.spark.checks;

import io.hydrobeam.pipeline.backend.Check;
import io.hydrobeam.pipeline.backend.Finding;
import io.hydrobeam.runners.spark.internals.SparkSettings;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;

/**
 * Check for settings of Spark that this pipeline does not support.
 *
 * @param master the Spark master with its settings
 */
public record SettingsCheck(Master master) implements Check {
  @Override
  public String name() {
    return "settings";
  }

  @Override
  public List<Finding> run() {
    SparkConf settings = master.settings();
    var findings = new ArrayList<Finding>();
    if (settings.getBoolean(SparkSettings.HEARTBEAT, false)) {
      findings.add(
          Finding.failed(
              "%s is true, so Spark releases its executors after two minutes; set it to false, or "
                  + "remove it",
              SparkSettings.HEARTBEAT));
    }
    if (settings.getBoolean(SparkSettings.SPECULATION, false)) {
      findings.add(
          Finding.warn(
              "%s is true, but stream sets it to false, because two attempts at one file would "
                  + "not see each other; remove it",
              SparkSettings.SPECULATION));
    }
    return findings.isEmpty()
        ? List.of(Finding.ok("%s, no speculation, heartbeats that Beam bears", master.url()))
        : findings;
  }
}
