package io.hydrobeam.runners.spark.internals;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrobeam.runners.spark.stream.PacedSource;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.Source;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.kafka.KafkaCheckpointMark;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.cache.Cache;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class OpenReadersTest {
  /** The runner makes a cache of its own only where there is none. */
  @Test
  void runnerUsesTheCacheThatItIsGiven() throws ReflectiveOperationException {
    Field cache = OpenReaders.cacheField();
    Object before = cache.get(null);
    OpenReaders.keep();
    assertThat(cache.get(null)).isNotNull().isNotSameAs(before);
  }

  private static final class Reader extends Source.Reader<String> {
    private boolean closed;

    @Override
    public boolean start() {
      return false;
    }

    @Override
    public boolean advance() {
      return false;
    }

    @Override
    public String getCurrent() {
      throw new NoSuchElementException();
    }

    @Override
    public Instant getCurrentTimestamp() {
      throw new NoSuchElementException();
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public Source<String> getCurrentSource() {
      throw new UnsupportedOperationException();
    }
  }

  /** A reader that the runner would find again. */
  @SuppressWarnings("unchecked")
  private static Reader cached() throws ReflectiveOperationException {
    var reader = new Reader();
    ((Cache<Object, Object>) OpenReaders.cacheField().get(null)).put(new Object(), reader);
    return reader;
  }

  private static PacedSource<KafkaCheckpointMark> source() {
    UnboundedSource<KafkaRecord<byte[], byte[]>, KafkaCheckpointMark> kafka =
        new UnboundedSource<>() {
          @Override
          public List<? extends UnboundedSource<KafkaRecord<byte[], byte[]>, KafkaCheckpointMark>>
              split(int desired, PipelineOptions options) {
            return List.of(this);
          }

          @Override
          public UnboundedReader<KafkaRecord<byte[], byte[]>> createReader(
              PipelineOptions options, KafkaCheckpointMark mark) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Coder<KafkaCheckpointMark> getCheckpointMarkCoder() {
            throw new UnsupportedOperationException();
          }
        };
    return new PacedSource<>(kafka, null, null, null, null);
  }

  /** Sends the source of the next batch to this executor, as Spark does, with those before it. */
  private static void nextBatch(PacedSource<?> source, List<PacedSource<?>> before)
      throws InterruptedException {
    before.add(source.split(1, null).get(0));
    before.forEach(SerializableUtils::clone);
    before.get(0).isRead();
  }

  @Test
  void readerIsClosedOnceABatchWasReadElsewhere()
      throws ReflectiveOperationException, InterruptedException {
    OpenReaders.keep();
    PacedSource<?> source = source();
    var batches = new ArrayList<PacedSource<?>>();
    nextBatch(source, batches);
    Reader reader = cached();
    nextBatch(source, batches);
    assertThat(reader.closed).as("in the next batch").isFalse();
    batches.add(source.split(1, null).get(0));
    nextBatch(source, batches);
    assertThat(reader.closed).as("after a batch that another executor has read").isTrue();

    Reader reopened = cached();
    nextBatch(source, batches);
    assertThat(reopened.closed).isFalse();
  }
}
