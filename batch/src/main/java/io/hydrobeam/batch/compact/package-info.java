/** Command {@code compact}: merges small files into one file per hour and rig. */
package io.hydrobeam.batch.compact;
