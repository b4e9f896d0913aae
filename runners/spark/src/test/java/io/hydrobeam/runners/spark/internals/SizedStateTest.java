package io.hydrobeam.runners.spark.internals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.runners.spark.stateful.StateAndTimers;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.collect.HashBasedTable;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.collect.Table;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.util.SizeEstimator;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag$;

/** The state of a key by Spark's Kryo, as the stream sets it up. */
class SizedStateTest {
  private final SerializerInstance kryo =
      new KryoSerializer(
              new SparkConf(false).set("spark.kryo.registrator", KryoRegistrations.class.getName()))
          .newInstance();

  private StateAndTimers writtenAndRead(StateAndTimers state) {
    var any = ClassTag$.MODULE$.<StateAndTimers>apply(StateAndTimers.class);
    return kryo.deserialize(kryo.serialize(state, any), any);
  }

  private static StateAndTimers windows(int count) {
    Table<String, String, byte[]> state = HashBasedTable.create();
    var timers = new ArrayList<byte[]>();
    for (int window = 0; window < count; window++) {
      state.put("/w" + window + "/", "pane", new byte[] {(byte) window});
      state.put("/w" + window + "/", "b\u00fcf", ("elements of " + window).getBytes(UTF_8));
      timers.add(("timer of " + window).getBytes(UTF_8));
    }
    return StateAndTimers.of(state, timers);
  }

  private static void assertSame(StateAndTimers actual, StateAndTimers expected) {
    assertThat(actual.getState().cellSet())
        .zipSatisfy(
            expected.getState().cellSet(),
            (ours, theirs) -> {
              assertThat(ours.getRowKey()).isEqualTo(theirs.getRowKey());
              assertThat(ours.getColumnKey()).isEqualTo(theirs.getColumnKey());
              assertThat(ours.getValue()).isEqualTo(theirs.getValue());
            });
    assertThat(actual.getTimers()).containsExactlyElementsOf(expected.getTimers());
  }

  @Test
  void stateIsAsItWas() {
    for (StateAndTimers state : List.of(windows(0), windows(40))) {
      StateAndTimers read = writtenAndRead(state);
      assertThat(read).isInstanceOf(SizedState.class);
      assertSame(read, state);
      assertSame(writtenAndRead(read), state);
      assertSame(SerializableUtils.clone(read), state);
    }
  }

  @Test
  void stateThatWasReadTakesChanges() {
    StateAndTimers read = writtenAndRead(windows(1));
    read.getState().remove("/w0/", "pane");
    read.getState().put("/w1/", "pane", new byte[0]);
    assertThat(writtenAndRead(read).getState().rowKeySet()).containsExactly("/w0/", "/w1/");
  }

  @Test
  void itSaysOfItsSizeWhatSparkFindsOut() {
    StateAndTimers state = windows(40);
    long found = SizeEstimator.estimate(state);
    assertThat(SizeEstimator.estimate(writtenAndRead(state))).isBetween(found, 2 * found);
  }
}
