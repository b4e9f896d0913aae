/**
 * Benchmarks of the stream, compared with the same job in Structured Streaming and in one thread.
 */
package io.hydrobeam.streaming;
