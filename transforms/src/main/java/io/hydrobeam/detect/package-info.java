/**
 * Detectors, each of which looks for one kind of anomaly in a row or a cycle. {@link
 * io.hydrobeam.detect.Detectors} holds all; {@link io.hydrobeam.detect.Findings} makes their
 * results.
 */
package io.hydrobeam.detect;
