/** The watch over a running stream: progress, lag, metrics, warnings and committed offsets. */
package io.hydrobeam.pipeline.watch;
