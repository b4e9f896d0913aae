package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Encodes a {@link Message} whole: where it came from, then its bytes. */
public final class MessageCoder extends AtomicCoder<Message> {
  private static final long serialVersionUID = 1L;
  private static final MessageCoder INSTANCE = new MessageCoder();

  private MessageCoder() {}

  /** The coder; it has no state. */
  public static MessageCoder of() {
    return INSTANCE;
  }

  /** What {@code @DefaultCoder} asks for. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(Message.class), INSTANCE);
  }

  @Override
  public void encode(Message value, OutputStream out) throws IOException {
    Wire.TEXT.encode(value.topic(), out);
    Wire.INT.encode(value.partition(), out);
    Wire.LONG.encode(value.offset(), out);
    Wire.OPTIONAL_BYTES.encode(value.key(), out);
    Wire.OPTIONAL_BYTES.encode(value.value(), out);
    Wire.LONG.encode(value.latenessMillis(), out);
    Wire.BOOLEAN.encode(value.duplicate(), out);
  }

  @Override
  public Message decode(InputStream in) throws IOException {
    return new Message(
        Wire.TEXT.decode(in),
        Wire.INT.decode(in),
        Wire.LONG.decode(in),
        Wire.OPTIONAL_BYTES.decode(in),
        Wire.OPTIONAL_BYTES.decode(in),
        Wire.LONG.decode(in),
        Wire.BOOLEAN.decode(in));
  }
}
