/**
 * The Spark runner: batches, checkpoints, checks, and the two steps of the graph that Spark does
 * differently, {@link io.hydrobeam.runners.spark.SparkGraphSteps}.
 */
package io.hydrobeam.runners.spark;
