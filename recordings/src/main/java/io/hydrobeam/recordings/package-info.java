/**
 * Reader of data set directories: recorded samples of a rig in one file for each sensor, with one
 * cycle a row. Knows no runner and no file system but the local one.
 */
package io.hydrobeam.recordings;
