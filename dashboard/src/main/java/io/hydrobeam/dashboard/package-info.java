/**
 * Live web page of the messages published by the stream. The dashboard reads Kafka and writes
 * nothing.
 */
package io.hydrobeam.dashboard;
