package io.hydrobeam.pipeline.sink;

import io.hydrobeam.kafka.KafkaCluster;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * One producer a JVM and configuration, for as long as the JVM lives. Runners set up and tear down
 * the writing DoFn for each partition of each batch, and to open a producer takes longer than the
 * batch. What the DoFn closes is therefore only flushed.
 */
final class SharedProducers {
  private static final Map<Map<String, Object>, Producer<byte[], byte[]>> OPEN =
      new ConcurrentHashMap<>();

  private SharedProducers() {}

  /** Hands out the producer for a cluster and a configuration; its {@code close} flushes. */
  static SerializableFunction<Map<String, Object>, Producer<byte[], byte[]>> of(
      KafkaCluster cluster) {
    return config ->
        OPEN.computeIfAbsent(
            Map.copyOf(cluster.with(config)), c -> flushedNotClosed(new KafkaProducer<>(c)));
  }

  @SuppressWarnings("unchecked") // a proxy of Producer is a Producer of anything
  private static Producer<byte[], byte[]> flushedNotClosed(Producer<byte[], byte[]> producer) {
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            SharedProducers.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                producer.flush();
                return null;
              }
              try {
                return method.invoke(producer, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
