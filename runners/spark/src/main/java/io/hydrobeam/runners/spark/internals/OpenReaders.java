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
 * The readers that this process keeps open from batch to batch.
 *
 * <p>On a cluster Spark may read a batch of a source elsewhere. The runner then finds the reader of
 * an earlier batch again, if it has not closed it yet, and reads on where that one was: a second
 * time, with the checkpoint going back. {@link #arrived} closes such a reader first, so that the
 * next one is opened from the checkpoint.
 *
 * <p>{@link #keep} keeps readers open for longer than the runner does. The runner closes one that
 * was not used for 1.5 batch intervals, which nothing but the interval changes: on a busy machine
 * that is each batch's fate, and opening the next reader takes the time in which it should read.
 *
 * <p>That is for a master of the kind {@code local} only, where this process is the one executor:
 * on a cluster, a reader that moved away would keep its consumer for an hour.
 */
public final class OpenReaders {
  private static final long KEPT_SECONDS = 3600;

  /** The newest batch of each source that came to this process. */
  private static final Map<String, Long> ARRIVED = new ConcurrentHashMap<>();

  /** The last batch of each source that an open reader has read. */
  private static final Map<String, Long> READ = new ConcurrentHashMap<>();

  private OpenReaders() {}

  /** Takes the place of the runner's cache of readers; to be called before the first is opened. */
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
   * A task has brought the source of a batch to this process. Closes the readers that are open if
   * batches between were read elsewhere.
   *
   * @param batch the number of the batch, one more than that of the batch before. A task brings the
   *     sources of earlier batches, too, since a state refers to the one before: these tell nothing
   */
  public static void arrived(String source, long batch) {
    ARRIVED.merge(source, batch, Math::max);
    Long last = READ.get(source);
    if (last != null && batch > last + 1) {
      READ.remove(source);
      closeAll();
    }
  }

  /** The batch of a source that arrived last is read in this process. */
  public static void reads(String source) {
    READ.put(source, ARRIVED.getOrDefault(source, 0L));
  }

  /** Closes those of all sources, which are read one after the other. */
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
