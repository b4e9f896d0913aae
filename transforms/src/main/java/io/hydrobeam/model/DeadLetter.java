package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * Message that the pipeline could not use, with the reason.
 *
 * @param message the complete message as received
 * @param reason the kind of error
 * @param detail one sentence that describes the error in this message
 */
@DefaultCoder(DeadLetterCoder.class)
public record DeadLetter(Message message, Reason reason, String detail) implements Parsed {
  /** Rejects null arguments. */
  public DeadLetter {
    requireNonNull(message, "message");
    requireNonNull(reason, "reason");
    requireNonNull(detail, "detail");
  }

  /** Reasons for dead letters. A header of the dead-letter topic holds the label. */
  public enum Reason {
    NOT_JSON("not_json"),
    MISSING_FIELD("missing_field"),
    UNKNOWN_SENSOR("unknown_sensor"),
    WRONG_TOPIC("wrong_topic"),
    BAD_VALUE("bad_value"),
    BAD_CYCLE("bad_cycle"),
    BAD_TIMESTAMP("bad_timestamp"),
    BAD_RIG("bad_rig"),
    LATE("late"),
    FROM_THE_FUTURE("from_the_future");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /** Returns the reason in snake_case, as in messages and tables. */
    public String label() {
      return label;
    }
  }
}
