/** The command line: commands, options, help and exit codes. Only this package uses exit codes. */
package io.hydrobeam.cli;
