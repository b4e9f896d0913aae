/** The command dataset: exports labelled training data, one row a cycle, with a manifest. */
package io.hydrobeam.batch.dataset;
