/** Records of the pipeline, and their coders. This package depends on no other package. */
package io.hydrobeam.model;
