/** Load cycles: the rule that cuts windows into cycles, and the statistics of a cycle. */
package io.hydrobeam.cycle;
