package io.hydrobeam.runners.spark.cycles;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What a question is answered by.
 *
 * @param table for the console
 * @param page with plots, or null where there is nothing to plot
 */
record Answer(TextTable table, @Nullable Page page) {}
