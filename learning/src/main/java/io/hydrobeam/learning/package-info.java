/** The command dataset-check: trains classifiers on a data set, as a check of its labels. */
package io.hydrobeam.learning;
