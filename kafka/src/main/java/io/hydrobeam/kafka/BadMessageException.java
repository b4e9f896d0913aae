package io.hydrobeam.kafka;

/** What came from Kafka is not what it should be; the message says in what. */
public final class BadMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  BadMessageException(String message) {
    super(message);
  }
}
