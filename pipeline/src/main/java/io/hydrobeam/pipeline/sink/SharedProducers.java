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
 * Cache of producers, one per JVM and configuration, for the lifetime of the JVM. Runners set up
 * and tear down the writing DoFn for each partition of each batch. Opening a producer takes longer
 * than the batch. Closing a cached producer therefore only flushes.
 */
final class SharedProducers {
  private static final Map<Map<String, Object>, Producer<byte[], byte[]>> OPEN =
      new ConcurrentHashMap<>();

  private SharedProducers() {}

  /** Returns a factory of producers for a cluster. {@code close} of a producer only flushes. */
  static SerializableFunction<Map<String, Object>, Producer<byte[], byte[]>> of(
      KafkaCluster cluster) {
    return config ->
        OPEN.computeIfAbsent(
            Map.copyOf(cluster.with(config)), c -> flushedNotClosed(new KafkaProducer<>(c)));
  }

  @SuppressWarnings("unchecked") // a Producer proxy is valid for all types
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
