/** Benchmarks of the stream beside the same job in Structured Streaming and in one thread. */
package io.hydrobeam.streaming;
