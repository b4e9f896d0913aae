/** The interface of a runner to the stream. Each module in runners/ implements it. */
package io.hydrobeam.pipeline.backend;
