package io.hydrobeam.runners.spark.internals;

/** Properties of Spark that Beam's runner needs to have a certain value. */
public final class SparkSettings {
  public static final String SPECULATION = "spark.speculation";
  public static final String HEARTBEAT = "spark.executor.heartbeat.dropZeroAccumulatorUpdates";

  private SparkSettings() {}

  /** Sets what every job needs, of a stream or over stored data. */
  public static void configureSpark() {
    setUnlessSet("spark.ui.showConsoleProgress", "false");
    // Two attempts at one file would not see each other.
    System.setProperty(SPECULATION, "false");
    // Beam's metrics accumulator throws when a heartbeat asks it whether it is zero, and the
    // executor's heartbeats end.
    setUnlessSet(HEARTBEAT, "false");
  }

  /** Sets a property of Spark unless the command line has set it. */
  public static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
