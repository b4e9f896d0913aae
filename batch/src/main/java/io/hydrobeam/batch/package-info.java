/** Commands over stored data. Each command ends by itself. */
package io.hydrobeam.batch;
