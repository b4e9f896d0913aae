package io.hydrobeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** Coders of single fields, shared by the coders of the models. */
final class FieldCoders {
  static final Coder<String> TEXT = StringUtf8Coder.of();
  static final Coder<Integer> INT = VarIntCoder.of();
  static final Coder<Long> LONG = VarLongCoder.of();
  static final Coder<Double> DOUBLE = DoubleCoder.of();
  static final Coder<Boolean> BOOLEAN = BooleanCoder.of();
  static final Coder<Double> OPTIONAL_DOUBLE = NullableCoder.of(DoubleCoder.of());
  static final Coder<byte[]> OPTIONAL_BYTES = NullableCoder.of(ByteArrayCoder.of());
  static final Coder<Sensor> SENSOR = new ConstantCoder<>(Sensor.all());
  static final Coder<Signal> OPTIONAL_SIGNAL =
      NullableCoder.of(
          new ConstantCoder<>(
              Stream.<Signal>concat(Sensor.all().stream(), Feature.all().stream()).toList()));
  static final Coder<Component> OPTIONAL_COMPONENT =
      NullableCoder.of(new ConstantCoder<>(Component.all()));

  private FieldCoders() {}

  /** Returns a coder of one byte: the position of the constant in its enum. */
  static <E extends Enum<E>> Coder<E> enumOf(Class<E> type) {
    return new ConstantCoder<>(List.of(type.getEnumConstants()));
  }

  private static final class ConstantCoder<E> extends AtomicCoder<E> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // List.of is serializable
    private final List<E> constants;

    ConstantCoder(List<E> constants) {
      this.constants = List.copyOf(constants);
    }

    @Override
    public void encode(E value, OutputStream out) throws IOException {
      out.write(constants.indexOf(value));
    }

    @Override
    public E decode(InputStream in) throws IOException {
      int place = in.read();
      if (place < 0 || place >= constants.size()) {
        throw new IOException("no constant has the number " + place + " of " + constants);
      }
      return constants.get(place);
    }
  }
}
