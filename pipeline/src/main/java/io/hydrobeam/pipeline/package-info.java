/**
 * Commands around a stream: stream, doctor and alerts. See {@link io.hydrobeam.pipeline.graph} for
 * the graph.
 */
package io.hydrobeam.pipeline;
