/** The command demo: sandbox, stream, replay and dashboard in one run that explains itself. */
package io.hydrobeam.sandbox.demo;
