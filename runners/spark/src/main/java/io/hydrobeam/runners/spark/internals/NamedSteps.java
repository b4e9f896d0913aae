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
 * A pipeline whose steps are the boxes in Spark's graphs of jobs and stages. Spark draws a box
 * around what one of its own operations makes, such as mapToPair; here it is what a step makes.
 * Stages and jobs themselves are named after lines of Beam's code, which Spark lets nobody change.
 */
public final class NamedSteps extends Pipeline {
  private NamedSteps(PipelineOptions options) {
    super(options);
  }

  /** An empty one. */
  public static Pipeline empty(PipelineOptions options) {
    return new NamedSteps(options);
  }

  @Override
  public void traverseTopologically(PipelineVisitor visitor) {
    super.traverseTopologically(new Naming(visitor));
  }

  /** Does what the visitor does, under the name of the step visited. */
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
      // The page's JavaScript takes an id only of letters, digits and underscores.
      scope(new RDDOperationScope(step, Option.empty(), step.replaceAll("\\W", "_")).toJson());
    }

    /** Whatever Spark's streams are made by in this thread from now on; null for as ever. */
    private static void scope(@Nullable String step) {
      var context = SparkContext$.MODULE$.getActive();
      if (context.isDefined()) {
        context.get().setLocalProperty(SCOPE, step);
        context.get().setLocalProperty(KEEP_SCOPE, step == null ? null : "true");
      }
    }
  }
}
