package io.hydrobeam.model;

import io.hydrobeam.model.Message.Header;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Coder for {@link Message}: the coordinates, then the bytes. */
public final class MessageCoder extends AtomicCoder<Message> {
  private static final long serialVersionUID = 1L;
  private static final MessageCoder INSTANCE = new MessageCoder();

  private MessageCoder() {}

  /** Returns the shared, stateless instance. */
  public static MessageCoder of() {
    return INSTANCE;
  }

  /** Provides this coder to {@code @DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(Message.class), INSTANCE);
  }

  @Override
  public void encode(Message value, OutputStream out) throws IOException {
    FieldCoders.TEXT.encode(value.topic(), out);
    FieldCoders.INT.encode(value.partition(), out);
    FieldCoders.LONG.encode(value.offset(), out);
    FieldCoders.LONG.encode(value.timestampMillis(), out);
    FieldCoders.OPTIONAL_BYTES.encode(value.key(), out);
    FieldCoders.OPTIONAL_BYTES.encode(value.value(), out);
    FieldCoders.INT.encode(value.headers().size(), out);
    for (Header header : value.headers()) {
      FieldCoders.TEXT.encode(header.name(), out);
      FieldCoders.OPTIONAL_BYTES.encode(header.value(), out);
    }
    FieldCoders.LONG.encode(value.latenessMillis(), out);
    FieldCoders.BOOLEAN.encode(value.duplicate(), out);
  }

  @Override
  public Message decode(InputStream in) throws IOException {
    return new Message(
        FieldCoders.TEXT.decode(in),
        FieldCoders.INT.decode(in),
        FieldCoders.LONG.decode(in),
        FieldCoders.LONG.decode(in),
        FieldCoders.OPTIONAL_BYTES.decode(in),
        FieldCoders.OPTIONAL_BYTES.decode(in),
        headers(in),
        FieldCoders.LONG.decode(in),
        FieldCoders.BOOLEAN.decode(in));
  }

  private static List<Header> headers(InputStream in) throws IOException {
    int count = FieldCoders.INT.decode(in);
    if (count == 0) {
      return List.of();
    }
    var headers = new ArrayList<Header>(count);
    for (int i = 0; i < count; i++) {
      headers.add(new Header(FieldCoders.TEXT.decode(in), FieldCoders.OPTIONAL_BYTES.decode(in)));
    }
    return headers;
  }
}
