/** Checks of the command doctor about Spark: versions, Java, settings and executors. */
package io.hydrobeam.runners.spark.checks;
