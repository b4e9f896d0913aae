/** Command {@code dataset}: exports labelled training data, one row per cycle, with a manifest. */
package io.hydrobeam.batch.dataset;
