/** Join of all sensors of a rig, cycle and window into one row, by CoGroupByKey. */
package io.hydrobeam.join;
