package io.hydrobeam.runners.spark.internals;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import org.apache.beam.runners.spark.coders.SparkRunnerKryoRegistrator;
import org.apache.beam.runners.spark.io.SparkUnboundedSource.Metadata;

/**
 * Registrations of Beam classes with Kryo. The list of Beam lacks the report of a read, which holds
 * metrics that only Java serialization restores. The state of a key is registered as {@link
 * SizedState}, since Spark takes long to estimate its size.
 */
public final class KryoRegistrations extends SparkRunnerKryoRegistrator {
  @Override
  public void registerClasses(Kryo kryo) {
    super.registerClasses(kryo);
    kryo.register(Metadata.class, new JavaSerializer());
    SizedState.register(kryo);
  }
}
