/** Main class and backend of the Spark runner. */
package io.hydrobeam.runners.spark;
