/** Command {@code cycles}: questions about past cycles, answered by Spark SQL. */
package io.hydrobeam.runners.spark.cycles;
