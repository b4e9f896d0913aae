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
 * Advances the watermark before a batch is processed, to the position of the reader of the batch.
 * The runner advances the watermark in a listener instead, after the batch has completed. Data
 * complete in one batch would then be emitted with the next batch. Spark also calls listeners
 * asynchronously, so two keys of one batch could see two watermarks. This stream is the first
 * output of the graph. Spark processes the outputs of a batch one after the other.
 */
final class BatchWatermark extends DStream<BoxedUnit> {
  private static final long serialVersionUID = 1L;

  private transient boolean alone;

  private BatchWatermark(EvaluationContext context) {
    super(context.getStreamingContext().ssc(), JavaSparkContext$.MODULE$.fakeClassTag());
  }

  /**
   * Registers the output before the visitor translates a pipeline into the graph of Spark. Visitors
   * of other classes are ignored.
   */
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
