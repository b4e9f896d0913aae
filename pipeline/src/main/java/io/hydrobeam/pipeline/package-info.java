/**
 * The commands around a stream: stream, doctor and alerts. The graph is in {@link
 * io.hydrobeam.pipeline.graph}.
 */
package io.hydrobeam.pipeline;
