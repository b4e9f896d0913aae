/** A live web page of what the stream publishes. It reads Kafka and writes nothing. */
package io.hydrobeam.dashboard;
