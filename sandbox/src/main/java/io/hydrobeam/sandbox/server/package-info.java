/** Command {@code sandbox}: a real Kafka broker and HDFS in this process. */
package io.hydrobeam.sandbox.server;
