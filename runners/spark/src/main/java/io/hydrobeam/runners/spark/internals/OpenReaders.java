package io.hydrobeam.runners.spark.internals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.beam.runners.spark.io.MicrobatchSource;
import org.apache.beam.sdk.io.Source;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.cache.Cache;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.cache.CacheBuilder;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.cache.RemovalNotification;

/**
 * Readers that this process keeps open between batches.
 *
 * <p>On a cluster Spark may read a batch of a source on another executor. The runner may then find
 * the reader of an earlier batch, if that reader is still open, and continue from its old position.
 * Records would be read twice, and the checkpoint would go back. {@link #arrived} closes such a
 * reader, so the next reader is opened from the checkpoint.
 *
 * <p>{@link #keep} keeps readers open for longer than the runner does. The runner closes a reader
 * after 1.5 batch intervals without use. On a busy machine this happens in every batch, and opening
 * the next reader takes the read time of the batch. Only the batch interval changes the limit of
 * the runner.
 *
 * <p>{@link #keep} is only for a {@code local} master, where this process is the only executor. On
 * a cluster, a reader that moved away would keep its consumer for an hour.
 */
public final class OpenReaders {
  private static final long KEPT_SECONDS = 3600;

  /** Newest batch of each source that has arrived in this process. */
  private static final Map<String, Long> ARRIVED = new ConcurrentHashMap<>();

  /** Last batch of each source that an open reader has read. */
  private static final Map<String, Long> READ = new ConcurrentHashMap<>();

  private OpenReaders() {}

  /**
   * Replaces the reader cache of the runner. Call this method before the first reader is opened.
   */
  public static void keep() {
    Cache<MicrobatchSource<?, ?>, Source.Reader<?>> readers =
        CacheBuilder.newBuilder()
            .expireAfterAccess(KEPT_SECONDS, TimeUnit.SECONDS)
            .removalListener(OpenReaders::close)
            .build();
    try {
      synchronized (MicrobatchSource.class) {
        cacheField().set(null, readers);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of Beam keeps its readers elsewhere", e);
    }
  }

  /**
   * Records the arrival of a source with a task in this process. Closes all open readers if another
   * executor has read batches in between.
   *
   * @param batch the number of the batch, one more than the number of the previous batch. A task
   *     also brings the sources of earlier batches, since a state refers to the previous state;
   *     such batches are ignored
   */
  public static void arrived(String source, long batch) {
    ARRIVED.merge(source, batch, Math::max);
    Long last = READ.get(source);
    if (last != null && batch > last + 1) {
      READ.remove(source);
      closeAll();
    }
  }

  /** Records that this process reads the latest batch of a source. */
  public static void reads(String source) {
    READ.put(source, ARRIVED.getOrDefault(source, 0L));
  }

  /** Closes the readers of all sources. Sources are read one after the other. */
  private static void closeAll() {
    try {
      synchronized (MicrobatchSource.class) {
        var readers = (Cache<?, ?>) cacheField().get(null);
        if (readers != null) {
          readers.invalidateAll();
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of Beam keeps its readers elsewhere", e);
    }
  }

  static Field cacheField() throws NoSuchFieldException {
    Field field = MicrobatchSource.class.getDeclaredField("readerCache");
    field.setAccessible(true);
    return field;
  }

  private static void close(RemovalNotification<MicrobatchSource<?, ?>, Source.Reader<?>> reader) {
    try {
      reader.getValue().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
