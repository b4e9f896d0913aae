/** Command dataset-check: trains classifiers on a data set to check its labels. */
package io.hydrobeam.learning;
