package io.hydrobeam.runners.spark.internals;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.spark.stateful.StateAndTimers;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.collect.HashBasedTable;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.collect.Table;
import org.apache.spark.util.KnownSizeEstimation;

/**
 * State of a key in a GroupByKey, with a known size. In each batch Spark merges the states of all
 * keys with the new data, in a map. Spark asks for the size of the map after each growth by a
 * tenth. The default estimate visits all objects in the map: the cells of each open window of each
 * rig.
 */
final class SizedState extends StateAndTimers implements KnownSizeEstimation {
  private static final long serialVersionUID = 1L;

  /** Overhead of an array with its key and map entry, in bytes, slightly overestimated. */
  private static final int OBJECT_BYTES = 150;

  private final transient Table<String, String, byte[]> state;
  private final transient Collection<byte[]> timers;
  private final transient long size;

  private SizedState(Table<String, String, byte[]> state, Collection<byte[]> timers, long size) {
    this.state = state;
    this.timers = timers;
    this.size = size;
  }

  /**
   * Registers the Kryo serializer for this class and for the state class of Beam. Both are read as
   * this class.
   */
  static void register(Kryo kryo) {
    var serializer = new InKryo();
    kryo.register(of(HashBasedTable.create(), List.of()).getClass(), serializer);
    kryo.register(SizedState.class, serializer);
  }

  @Override
  public Table<String, String, byte[]> getState() {
    return state;
  }

  @Override
  public Collection<byte[]> getTimers() {
    return timers;
  }

  /** Returns the size in bytes, as computed when the state was read. */
  @Override
  public long estimatedSize() {
    return size;
  }

  /** Replaces this object for Java serialization. */
  private Object writeReplace() {
    return of(state, timers);
  }

  private static final class InKryo extends Serializer<StateAndTimers> {
    @Override
    public void write(Kryo kryo, Output out, StateAndTimers value) {
      Map<String, Map<String, byte[]>> rows = value.getState().rowMap();
      out.writeInt(rows.size(), true);
      rows.forEach(
          (row, cells) -> {
            out.writeString(row);
            out.writeInt(cells.size(), true);
            cells.forEach(
                (column, cell) -> {
                  out.writeString(column);
                  write(out, cell);
                });
          });
      out.writeInt(value.getTimers().size(), true);
      value.getTimers().forEach(timer -> write(out, timer));
    }

    private static void write(Output out, byte[] bytes) {
      out.writeInt(bytes.length, true);
      out.writeBytes(bytes);
    }

    @Override
    public StateAndTimers read(Kryo kryo, Input in, Class<StateAndTimers> type) {
      long size = OBJECT_BYTES;
      Table<String, String, byte[]> state = HashBasedTable.create();
      for (int rows = in.readInt(true); rows > 0; rows--) {
        String row = in.readString();
        size += OBJECT_BYTES + row.length();
        for (int cells = in.readInt(true); cells > 0; cells--) {
          String column = in.readString();
          byte[] cell = read(in);
          state.put(row, column, cell);
          size += OBJECT_BYTES + column.length() + cell.length;
        }
      }
      var timers = new ArrayList<byte[]>();
      for (int left = in.readInt(true); left > 0; left--) {
        byte[] timer = read(in);
        timers.add(timer);
        size += OBJECT_BYTES + timer.length;
      }
      return new SizedState(state, timers, size);
    }

    private static byte[] read(Input in) {
      return in.readBytes(in.readInt(true));
    }
  }
}
