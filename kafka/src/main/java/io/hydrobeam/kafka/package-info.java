/**
 * Kafka without Beam: clients and connection settings, topic names, message formats, open alerts,
 * and committed offsets.
 */
package io.hydrobeam.kafka;
