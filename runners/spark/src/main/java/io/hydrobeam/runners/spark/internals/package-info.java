/**
 * Uses of what Beam's Spark runner and Spark keep to themselves. A new version of either may break
 * them; the test named is the first to fail. Tried with Beam 2.70.0 and Spark 3.5.7.
 *
 * <ul>
 *   <li>{@link io.hydrobeam.runners.spark.internals.OpenReaders}: the private field {@code
 *       MicrobatchSource.readerCache}, by reflection. {@code OpenReadersTest}; on a cluster {@code
 *       SparkClusterIT}.
 *   <li>{@link io.hydrobeam.runners.spark.internals.BatchWatermark}: the runner's evaluation
 *       context, by reflection, and {@code GlobalWatermarkHolder}. {@code BatchWatermarkTest}.
 *   <li>{@link io.hydrobeam.runners.spark.internals.SizedState}: {@code StateAndTimers}, whose size
 *       Spark would estimate by walking it. {@code SizedStateTest}.
 *   <li>{@link io.hydrobeam.runners.spark.internals.NamedSteps}: {@code RDDOperationScope} of
 *       Spark, which names the boxes of its pages. {@code NamedStepsTest}.
 *   <li>{@link io.hydrobeam.runners.spark.internals.KryoRegistrations}: the runner's registrator.
 *       {@code SizedStateTest}.
 *   <li>{@link io.hydrobeam.runners.spark.internals.SparkFigures}: {@code Source} of Spark's
 *       metrics system. {@code NamedStepsTest}.
 *   <li>{@link io.hydrobeam.runners.spark.internals.OpenPackages}: packages of the JDK that Spark
 *       needs opened. {@code SparkChecksTest}.
 *   <li>{@link io.hydrobeam.runners.spark.internals.SparkSettings}: a heartbeat that Beam's metrics
 *       accumulator cannot bear. {@code SparkStreamIT}.
 * </ul>
 */
package io.hydrobeam.runners.spark.internals;
