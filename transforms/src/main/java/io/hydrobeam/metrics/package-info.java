/** Names of the metrics that the steps of the graph report. */
package io.hydrobeam.metrics;
