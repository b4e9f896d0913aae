/** Checks of all that a stream needs, each with one line of result and a remedy. */
package io.hydrobeam.pipeline.doctor;
