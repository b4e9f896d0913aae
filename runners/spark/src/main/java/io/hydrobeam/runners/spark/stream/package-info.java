/**
 * Stream on the Spark runner. Readers summarize records and read no faster than batches are
 * processed. The package also has the queue of batches, checkpoints, and the replaced steps of the
 * graph, {@link io.hydrobeam.runners.spark.stream.SparkGraphSteps}.
 */
package io.hydrobeam.runners.spark.stream;
