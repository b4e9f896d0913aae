/** Backend of the DirectRunner, for tests and for commands that need no cluster. */
package io.hydrobeam.runners.direct;
