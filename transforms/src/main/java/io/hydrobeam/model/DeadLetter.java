package io.hydrobeam.model;

import static java.util.Objects.requireNonNull;

import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * A message that the pipeline could not use, whole, and why.
 *
 * @param message the message as it came
 * @param reason the kind of trouble
 * @param detail one sentence that names what is wrong with this message
 */
@DefaultCoder(DeadLetterCoder.class)
public record DeadLetter(Message message, Reason reason, String detail) implements Parsed {
  /** Checks that all parts are there. */
  public DeadLetter {
    requireNonNull(message, "message");
    requireNonNull(reason, "reason");
    requireNonNull(detail, "detail");
  }

  /** Why a message cannot be used. The label is what the dead-letter topic's header holds. */
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

    /** The reason as other programs see it, in snake_case. */
    public String label() {
      return label;
    }
  }
}
