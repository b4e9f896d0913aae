/**
 * Utilities for all modules: errors with a message for the user, and text files written by users.
 */
package io.hydrobeam.common;
