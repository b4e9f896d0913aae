/** Benchmarks of compact and dataset, compared with the same jobs in Spark SQL. */
package io.hydrobeam.history;
