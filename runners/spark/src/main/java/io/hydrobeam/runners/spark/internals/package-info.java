/**
 * Uses of internals of Spark and of the Spark runner of Beam. A new version of either may break
 * these classes; the named test is the first to fail. Tested with Beam 2.70.0 and Spark 3.5.7.
 *
 * <ul>
 *   <li>{@link io.hydrobeam.runners.spark.internals.OpenReaders}: the private field {@code
 *       MicrobatchSource.readerCache}, by reflection. {@code OpenReadersTest}; on a cluster {@code
 *       SparkClusterIT}.
 *   <li>{@link io.hydrobeam.runners.spark.internals.BatchWatermark}: the evaluation context of the
 *       runner, by reflection, and {@code GlobalWatermarkHolder}. {@code BatchWatermarkTest}.
 *   <li>{@link io.hydrobeam.runners.spark.internals.SizedState}: {@code StateAndTimers}; by default
 *       Spark estimates the size by visiting all objects. {@code SizedStateTest}.
 *   <li>{@link io.hydrobeam.runners.spark.internals.NamedSteps}: {@code RDDOperationScope} of
 *       Spark, which names the boxes in the web UI. {@code NamedStepsTest}.
 *   <li>{@link io.hydrobeam.runners.spark.internals.KryoRegistrations}: the registrator of the
 *       runner. {@code SizedStateTest}.
 *   <li>{@link io.hydrobeam.runners.spark.internals.SparkFigures}: {@code Source} of the metrics
 *       system of Spark. {@code NamedStepsTest}.
 *   <li>{@link io.hydrobeam.runners.spark.internals.OpenPackages}: packages of the JDK that must be
 *       open to Spark. {@code SparkChecksTest}.
 *   <li>{@link io.hydrobeam.runners.spark.internals.SparkSettings}: a heartbeat setting that the
 *       metrics accumulator of Beam does not support. {@code SparkStreamIT}.
 * </ul>
 */
package io.hydrobeam.runners.spark.internals;
