/** Command {@code replay}: plays cycles into the sensor topics, with optional disturbances. */
package io.hydrobeam.sandbox.replay;
