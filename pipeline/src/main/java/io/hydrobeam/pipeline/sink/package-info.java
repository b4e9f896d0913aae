/** Sinks besides the tables: Kafka topics, the database of alerts, and the console. */
package io.hydrobeam.pipeline.sink;
