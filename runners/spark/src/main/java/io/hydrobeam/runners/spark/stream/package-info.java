/**
 * The stream on Spark: readers that sum up and read no faster than batches are processed, the queue
 * of batches, checkpoints, and the steps of the graph that Spark does differently, {@link
 * io.hydrobeam.runners.spark.stream.SparkGraphSteps}.
 */
package io.hydrobeam.runners.spark.stream;
