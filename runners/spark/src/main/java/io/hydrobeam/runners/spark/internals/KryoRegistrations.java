package io.hydrobeam.runners.spark.internals;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import org.apache.beam.runners.spark.coders.SparkRunnerKryoRegistrator;
import org.apache.beam.runners.spark.io.SparkUnboundedSource.Metadata;

/**
 * What Kryo must be told of Beam's classes. Beam's own list lacks what a read reports, which holds
 * metrics that only Java's serialization restores, and Spark looks too long at the state of a key.
 */
public final class KryoRegistrations extends SparkRunnerKryoRegistrator {
  @Override
  public void registerClasses(Kryo kryo) {
    super.registerClasses(kryo);
    kryo.register(Metadata.class, new JavaSerializer());
    SizedState.register(kryo);
  }
}
