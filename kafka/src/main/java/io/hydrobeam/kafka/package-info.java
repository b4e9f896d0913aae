/**
 * Kafka without Beam: clients and how they connect, names of topics, formats of messages, alerts
 * that are open, and committed offsets.
 */
package io.hydrobeam.kafka;
