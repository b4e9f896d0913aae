package io.hydrobeam.runners.spark.internals;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.values.PValue;
import org.apache.spark.SparkContext$;
import org.apache.spark.rdd.RDDOperationScope;
import org.checkerframework.checker.nullness.qual.Nullable;
import scala.Option;

/**
 * Pipeline whose steps are the boxes in the job and stage graphs of Spark. By default Spark draws a
 * box around the result of each of its own operations, such as mapToPair. With this class each box
 * holds the result of one step. The names of jobs and stages remain lines of Beam code; Spark does
 * not let callers change those names.
 */
public final class NamedSteps extends Pipeline {
  private NamedSteps(PipelineOptions options) {
    super(options);
  }

  /** Returns an empty pipeline. */
  public static Pipeline empty(PipelineOptions options) {
    return new NamedSteps(options);
  }

  @Override
  public void traverseTopologically(PipelineVisitor visitor) {
    super.traverseTopologically(new Naming(visitor));
  }

  /** Delegates to a visitor, under the name of the visited step. */
  private record Naming(PipelineVisitor visitor) implements PipelineVisitor {
    private static final String SCOPE = "spark.rdd.scope";
    private static final String KEEP_SCOPE = "spark.rdd.scope.noOverride";

    @Override
    public void enterPipeline(Pipeline pipeline) {
      BatchWatermark.putBeforeAll(visitor);
      visitor.enterPipeline(pipeline);
    }

    @Override
    public CompositeBehavior enterCompositeTransform(Node node) {
      if (!node.isRootNode()) {
        name(node);
      }
      return visitor.enterCompositeTransform(node);
    }

    @Override
    public void leaveCompositeTransform(Node node) {
      visitor.leaveCompositeTransform(node);
    }

    @Override
    public void visitPrimitiveTransform(Node node) {
      name(node);
      visitor.visitPrimitiveTransform(node);
    }

    @Override
    public void visitValue(PValue value, Node producer) {
      visitor.visitValue(value, producer);
    }

    @Override
    public void leavePipeline(Pipeline pipeline) {
      scope(null);
      visitor.leavePipeline(pipeline);
    }

    private static void name(Node node) {
      String step = node.getFullName();
      // The JavaScript of the page accepts ids of letters, digits and underscores only.
      scope(new RDDOperationScope(step, Option.empty(), step.replaceAll("\\W", "_")).toJson());
    }

    /** Sets the scope of the RDDs created in this thread from now on; null restores the default. */
    private static void scope(@Nullable String step) {
      var context = SparkContext$.MODULE$.getActive();
      if (context.isDefined()) {
        context.get().setLocalProperty(SCOPE, step);
        context.get().setLocalProperty(KEEP_SCOPE, step == null ? null : "true");
      }
    }
  }
}
