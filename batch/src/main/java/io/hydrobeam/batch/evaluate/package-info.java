/** Command {@code evaluate}: measures how well detectors find faults in labelled cycles. */
package io.hydrobeam.batch.evaluate;
