/** Checks of all requirements of a stream, each with a result and a remedy. */
package io.hydrobeam.pipeline.doctor;
