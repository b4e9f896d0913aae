/**
 * The Kafka source: KafkaIO with watermarks by partition and rig, late samples and duplicates
 * marked at the reader.
 */
package io.hydrobeam.pipeline.source;
