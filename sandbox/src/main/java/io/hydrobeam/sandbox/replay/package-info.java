/** The command replay: plays cycles into the sensors' topics, with disturbances on request. */
package io.hydrobeam.sandbox.replay;
