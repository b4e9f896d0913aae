package io.hydrobeam.runners.spark.internals;

/** Properties of Spark with values required by the Spark runner of Beam. */
public final class SparkSettings {
  public static final String SPECULATION = "spark.speculation";
  public static final String HEARTBEAT = "spark.executor.heartbeat.dropZeroAccumulatorUpdates";

  private SparkSettings() {}

  /** Sets the properties required by every job, stream or batch. */
  public static void configureSpark() {
    setUnlessSet("spark.ui.showConsoleProgress", "false");
    // Two attempts to write one file would not notice each other.
    System.setProperty(SPECULATION, "false");
    // The metrics accumulator of Beam throws an exception when a heartbeat calls isZero. The
    // heartbeats of the executor would then stop.
    setUnlessSet(HEARTBEAT, "false");
  }

  /** Sets a property of Spark unless the command line has set the property. */
  public static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
