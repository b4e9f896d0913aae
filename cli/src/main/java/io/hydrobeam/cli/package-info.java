/**
 * The command line: commands, options, help, and exit codes. Only this package knows exit codes.
 */
package io.hydrobeam.cli;
