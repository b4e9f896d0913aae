/** Benchmarks of compact and dataset beside the same jobs in Spark SQL. */
package io.hydrobeam.history;
