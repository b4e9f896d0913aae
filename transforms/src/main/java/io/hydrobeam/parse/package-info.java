/** Parsing of messages into readings, with dead letters for the rest. */
package io.hydrobeam.parse;
