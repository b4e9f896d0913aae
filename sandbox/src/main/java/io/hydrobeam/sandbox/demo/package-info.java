/** Command {@code demo}: sandbox, stream, replay and dashboard in one run with explanations. */
package io.hydrobeam.sandbox.demo;
