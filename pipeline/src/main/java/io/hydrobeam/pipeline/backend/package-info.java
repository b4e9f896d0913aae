/** Interface between a runner and the stream. Each module in runners/ implements StreamBackend. */
package io.hydrobeam.pipeline.backend;
