/**
 * The Kafka source: KafkaIO with watermarks by partition and rig. Late samples and duplicates are
 * marked at the reader.
 */
package io.hydrobeam.pipeline.source;
