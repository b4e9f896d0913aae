/** Options of Beam pipelines as options of the command line, and the runner of a command. */
package io.hydrobeam.cli.beam;
