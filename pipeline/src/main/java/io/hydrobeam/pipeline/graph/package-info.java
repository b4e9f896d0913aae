/**
 * The monitoring graph on one page, {@link io.hydrobeam.pipeline.graph.MonitoringGraph}, with its
 * options and the steps that a runner may replace.
 */
package io.hydrobeam.pipeline.graph;
