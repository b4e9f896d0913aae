package io.hydrobeam.kafka;

/** Reports a malformed Kafka message. The exception message names the error. */
public final class BadMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  BadMessageException(String message) {
    super(message);
  }
}
