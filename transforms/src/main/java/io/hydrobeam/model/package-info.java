/** Records that flow through the graph, and their coders. They depend on no other package. */
package io.hydrobeam.model;
