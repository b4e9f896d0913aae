package io.hydrobeam.runners.spark.internals;

import java.lang.reflect.Field;
import org.apache.beam.runners.spark.SparkRunner;
import org.apache.beam.runners.spark.translation.EvaluationContext;
import org.apache.beam.runners.spark.util.GlobalWatermarkHolder;
import org.apache.beam.runners.spark.util.GlobalWatermarkHolder.WatermarkAdvancingStreamingListener;
import org.apache.beam.sdk.Pipeline.PipelineVisitor;
import org.apache.spark.api.java.JavaSparkContext$;
import org.apache.spark.rdd.RDD;
import org.apache.spark.streaming.Duration;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaStreamingListenerWrapper;
import org.apache.spark.streaming.dstream.DStream;
import org.apache.spark.streaming.scheduler.Job;
import org.apache.spark.streaming.scheduler.StreamingListener;
import scala.Option;
import scala.collection.immutable.List;
import scala.collection.immutable.List$;
import scala.runtime.BoxedUnit;

/**
 * Moves the watermark on to where a batch was read before anything of that batch is processed. The
 * runner does so by a listener, once the batch is completed: what a batch has read to the end then
 * comes with the next one, and since Spark calls its listeners when it gets round to it, two keys
 * of one batch may see two watermarks. This is the first output of the graph, and of a batch Spark
 * makes one output after the other.
 */
final class BatchWatermark extends DStream<BoxedUnit> {
  private static final long serialVersionUID = 1L;

  private transient boolean alone;

  private BatchWatermark(EvaluationContext context) {
    super(context.getStreamingContext().ssc(), JavaSparkContext$.MODULE$.fakeClassTag());
  }

  /** To be called before the visitor makes a pipeline into Spark's graph; leaves others alone. */
  static void putBeforeAll(PipelineVisitor visitor) {
    if (visitor.getClass() == SparkRunner.Evaluator.class) {
      Object context = read(visitor, SparkRunner.Evaluator.class, "ctxt");
      new BatchWatermark((EvaluationContext) context).register();
    }
  }

  @Override
  public Option<Job> generateJob(Time time) {
    if (!alone) {
      removeTheRunnersOwn();
      alone = true;
    }
    return Option.apply(new Job(time, BatchWatermark::advance));
  }

  private static BoxedUnit advance() {
    GlobalWatermarkHolder.advance();
    return BoxedUnit.UNIT;
  }

  private void removeTheRunnersOwn() {
    for (StreamingListener listener : ssc().scheduler().listenerBus().listeners()) {
      if (listener instanceof JavaStreamingListenerWrapper
          && read(listener, JavaStreamingListenerWrapper.class, "javaStreamingListener")
              instanceof WatermarkAdvancingStreamingListener) {
        ssc().removeStreamingListener(listener);
        return;
      }
    }
    throw new IllegalStateException("this version of Beam moves the watermark on by other means");
  }

  private static Object read(Object object, Class<?> declaring, String name) {
    try {
      Field field = declaring.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(object);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          declaring.getName() + " has no field " + name + " in this version", e);
    }
  }

  @Override
  public Duration slideDuration() {
    return ssc().graph().batchDuration();
  }

  @Override
  public List<DStream<?>> dependencies() {
    return List$.MODULE$.empty();
  }

  @Override
  public Option<RDD<BoxedUnit>> compute(Time time) {
    return Option.empty();
  }
}
