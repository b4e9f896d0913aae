/** The main class and the backend of the Spark runner. */
package io.hydrobeam.runners.spark;
