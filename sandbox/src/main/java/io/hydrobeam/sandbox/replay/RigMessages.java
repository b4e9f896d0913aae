package io.hydrobeam.sandbox.replay;

import io.hydrobeam.model.Sensor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Messages of one rig, with its key and a writer for each sensor. */
final class RigMessages {
  private final byte[] key;
  private final List<MessageWriter> writers;

  private RigMessages(String rig, ToIntFunction<Sensor> hertz) {
    key = rig.getBytes(StandardCharsets.UTF_8);
    writers =
        Sensor.all().stream()
            .map(sensor -> new MessageWriter(rig, sensor, hertz.applyAsInt(sensor)))
            .toList();
  }

  /** Returns rigs named rig-1, rig-2... */
  static List<RigMessages> of(int rigs, ToIntFunction<Sensor> hertz) {
    return IntStream.rangeClosed(1, rigs)
        .mapToObj(i -> new RigMessages("rig-" + i, hertz))
        .toList();
  }

  /** Returns the key of all messages of the rig. */
  byte[] key() {
    return key;
  }

  /** Starts a cycle. All messages until the next cycle have its number. */
  void startCycle(int number) {
    writers.forEach(writer -> writer.startCycle(number));
  }

  /** Returns the message of one sample. */
  byte[] message(Sensor sensor, int index, double value, long epochMicros) {
    return writers.get(sensor.ordinal()).message(index, value, epochMicros);
  }
}
