/** Sinks besides the tables: Kafka topics, the alert database and the console. */
package io.hydrobeam.pipeline.sink;
