package io.hydrobeam.runners.spark.cycles;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Answer to a question about past cycles.
 *
 * @param table the table for the console
 * @param page the page with plots, or null if there is nothing to plot
 */
record QueryResult(TextTable table, @Nullable HtmlPage page) {}
