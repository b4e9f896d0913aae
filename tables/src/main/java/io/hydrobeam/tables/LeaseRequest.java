package io.hydrobeam.tables;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The right to write tables, as a job asks for it.
 *
 * @param output the directory that holds the tables
 * @param job the name of the job; jobs of other names do not exclude it
 * @param tables the names of the tables that it writes
 * @param remedy what to do where another run has that right, for the end of a message
 */
public record LeaseRequest(String output, String job, List<String> tables, String remedy) {
  /** Checks that nothing is null. */
  public LeaseRequest {
    requireNonNull(output, "output");
    requireNonNull(job, "job");
    tables = List.copyOf(tables);
    requireNonNull(remedy, "remedy");
  }
}
