/** The command compact: merges small files into one file for each hour and rig. */
package io.hydrobeam.batch.compact;
