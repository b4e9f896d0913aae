/** Monitoring of a running stream: progress, lag, metrics, warnings and committed offsets. */
package io.hydrobeam.pipeline.watch;
