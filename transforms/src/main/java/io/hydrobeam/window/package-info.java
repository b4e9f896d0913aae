/** Fixed windows of event time with their triggers and allowed lateness. */
package io.hydrobeam.window;
