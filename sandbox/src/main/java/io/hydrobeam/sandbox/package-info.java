/** Main class of the commands sandbox, replay and demo. */
package io.hydrobeam.sandbox;
