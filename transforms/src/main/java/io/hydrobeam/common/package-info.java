/** Helpers for all modules: errors with a message for the user, and text files that users write. */
package io.hydrobeam.common;
