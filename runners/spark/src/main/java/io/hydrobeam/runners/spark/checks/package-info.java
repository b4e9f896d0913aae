/** Checks of the doctor that are about Spark: versions, Java, settings and executors. */
package io.hydrobeam.runners.spark.checks;
