/**
 * Parquet tables in a Hive layout on HDFS or a local disk. A row is stored once, in its best
 * version; files appear by one rename. {@link io.hydrobeam.tables.WriteLease} lets one run at a
 * time write.
 */
package io.hydrobeam.tables;
