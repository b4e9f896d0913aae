package io.hydrobeam.sandbox.replay;

import io.hydrobeam.model.Sensor;
import io.hydrobeam.recordings.Decimals;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes the samples of one sensor of one rig as JSON messages, byte by byte. The parts that are
 * equal in all messages of a cycle or a second are encoded once.
 */
final class MessageWriter {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final byte[] VALUE = ascii(",\"value\":");
  private static final byte[] TIMESTAMP = ascii(",\"timestamp\":\"");

  private final String names;
  private final byte[] tail;
  private final byte[] buffer;
  private byte[] head;
  private byte[] second = new byte[0];
  private long encodedSecond = Long.MIN_VALUE;

  MessageWriter(String rig, Sensor sensor, int hertz) {
    names = "{\"sensor\":\"" + sensor + "\",\"rig\":\"" + rig + "\",\"cycle\":";
    tail = ascii("\",\"sampling_rate_hz\":" + hertz + "}");
    buffer = new byte[200 + names.length()];
  }

  /** Starts a cycle. All messages until the next cycle have its number. */
  void startCycle(int number) {
    head = ascii(names + number + ",\"sample_idx\":");
  }

  /** Returns the message of a sample at a time in µs since the epoch. */
  byte[] message(int index, double value, long epochMicros) {
    int end = put(head, 0);
    end = Decimals.write(index, buffer, end);
    end = put(VALUE, end);
    end = Decimals.write(value, buffer, end);
    end = put(TIMESTAMP, end);
    end = putTime(epochMicros, end);
    end = put(tail, end);
    return Arrays.copyOf(buffer, end);
  }

  private int putTime(long epochMicros, int at) {
    long epochSecond = Math.floorDiv(epochMicros, MICROS_PER_SECOND);
    if (epochSecond != encodedSecond) {
      // An Instant prints as 2025-11-08T14:30:45Z; the timestamps of the messages have no zone.
      String text = Instant.ofEpochSecond(epochSecond).toString();
      second = ascii(text.substring(0, text.length() - 1) + ".");
      encodedSecond = epochSecond;
    }
    int end = put(second, at);
    return Decimals.writePadded(Math.floorMod(epochMicros, MICROS_PER_SECOND), 6, buffer, end);
  }

  private int put(byte[] bytes, int at) {
    System.arraycopy(bytes, 0, buffer, at, bytes.length);
    return at + bytes.length;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
