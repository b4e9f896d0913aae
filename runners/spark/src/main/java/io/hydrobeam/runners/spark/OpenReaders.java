package io.hydrobeam.runners.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.concurrent.TimeUnit;
import org.apache.beam.runners.spark.io.MicrobatchSource;
import org.apache.beam.sdk.io.Source;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.cache.Cache;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.cache.CacheBuilder;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.cache.RemovalNotification;

/**
 * Keeps the readers of this process open from batch to batch. The runner closes one that was not
 * used for 1.5 batch intervals, which nothing but the interval changes: on a busy machine that is
 * each batch's fate, and opening the next reader takes the time in which it should read.
 *
 * <p>For a master of the kind {@code local} only, where this process is the one executor, and a
 * failed task ends the job. A reader of a cluster's executor must not be found again after its
 * batch was read elsewhere.
 */
final class OpenReaders {
  private static final long KEPT_SECONDS = 3600;

  private OpenReaders() {}

  /** Takes the place of the runner's cache of readers; to be called before the first is opened. */
  static void keep() {
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
