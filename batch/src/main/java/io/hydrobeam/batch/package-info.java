/** The commands over stored data; each ends by itself. */
package io.hydrobeam.batch;
